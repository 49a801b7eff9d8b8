"""Keeping sources and classes, and working a run."""
