"""When opening a restricted ticket is a reading of its own in the trail."""

from datetime import datetime, timedelta
from typing import Final

READ: Final = "ticket.read_restricted"
ONE_READING: Final = timedelta(minutes=15)
"""Opening it again within this time is the same reading."""


def is_noted(noted_at: datetime | None, now: datetime) -> bool:
    """Does the trail say so already?"""
    return noted_at is not None and noted_at > now - ONE_READING
