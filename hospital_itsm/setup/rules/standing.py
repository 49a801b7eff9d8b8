"""When a part of the product is well, when somebody should look, and when it is broken."""

from datetime import timedelta
from typing import Final

WELL, LOOK, BROKEN, OFF = "well", "look", "broken", "off"
ORDER: Final = (BROKEN, LOOK, WELL, OFF)
BACKUP_LATE: Final = timedelta(hours=26)
"""A nightly backup that takes two hours."""
RESTORE_LATE: Final = timedelta(days=92)
JOB_LATE: Final = timedelta(minutes=10)
LEAST_FREE: Final = 5 * 1024**3
LEAST_SHARE: Final = 0.10


def of_age(age: timedelta | None, late: timedelta) -> str:
    """How something stands that is done again and again: look where it was never done, broken where it is late."""
    if age is None:
        return LOOK
    return BROKEN if age > late else WELL


def of_waiting(oldest: timedelta | None, late: timedelta) -> str:
    """How a queue stands by the age of what waits longest; nothing waits at None."""
    return LOOK if oldest is not None and oldest > late else WELL


def of_disk(free: int, total: int) -> str:
    """How a disk stands: look below a tenth or 5 GB free, broken below a fiftieth or 1 GB."""
    if free < LEAST_FREE / 5 or free < total * LEAST_SHARE / 5:
        return BROKEN
    return LOOK if free < LEAST_FREE or free < total * LEAST_SHARE else WELL


def whole(standings: list[str]) -> str:
    """How the whole stands: as its worst part."""
    return min(standings, key=ORDER.index, default=WELL)
