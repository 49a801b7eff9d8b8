"""Vendors and contracts over REST."""
