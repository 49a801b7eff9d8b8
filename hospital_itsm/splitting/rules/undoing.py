"""Until when a split is undone."""

from datetime import datetime, timedelta
from typing import Final

WINDOW: Final = timedelta(hours=24)
LATE: Final = "late"
WORKED: Final = "worked"


def undo_fault(split_at: datetime, now: datetime, *, untouched: bool) -> str:
    """What stands against undoing: LATE after a day, WORKED once somebody did something there; else nothing."""
    if now - split_at > WINDOW:
        return LATE
    return "" if untouched else WORKED
