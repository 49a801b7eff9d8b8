"""What administrators keep the product with: holidays from a file, and whatever else stands above tickets."""
