"""What the rows of a CMMS say."""
