"""Reading inventories of other systems: the sheet, its columns, and what a cell says."""
