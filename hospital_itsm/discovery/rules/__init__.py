"""What agents on machines say, and how it differs from what is stored."""
