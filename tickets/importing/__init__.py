"""Reading other desks' exports: files to rows, rows to tickets as they will stand here. Nothing here writes."""
