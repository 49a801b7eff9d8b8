"""Importing assets from a file: ask, check for trial, store as one batch, take back."""
