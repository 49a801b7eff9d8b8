"""Taking words and files out of a ticket and of everything they were copied to, or sealing them under a legal hold."""
