"""Reading inventories of other systems: its columns, and what a cell says."""
