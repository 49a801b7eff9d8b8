"""Reads of sources, PM status and work orders."""
