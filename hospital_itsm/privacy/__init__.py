"""Dates that the law hangs on privacy tickets: when it was discovered, by when people are told, and reminders."""
