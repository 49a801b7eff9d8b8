"""Which machine is which asset, and what is stored of it."""
