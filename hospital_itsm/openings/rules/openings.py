"""How long an opening lasts, and by when it is to be reviewed."""

from datetime import datetime, timedelta
from typing import Final

LASTS: Final = timedelta(hours=4)
REVIEWED_WITHIN: Final = timedelta(days=2)


def is_open(opened_at: datetime, now: datetime) -> bool:
    """May the person still read the ticket?"""
    return opened_at <= now < opened_at + LASTS


def is_late(opened_at: datetime, reviewed_at: datetime | None, now: datetime) -> bool:
    """Was nobody found to review it in time?"""
    return reviewed_at is None and now >= opened_at + REVIEWED_WITHIN
