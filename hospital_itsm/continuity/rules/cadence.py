"""The clock of the next update of a major incident, and the hourly word to leaders (domain/2 §2.4)."""

from datetime import datetime, timedelta
from typing import Final

FIRST_UPDATE: Final = timedelta(minutes=15)
CADENCES: Final = (15, 30, 60)
USUAL_CADENCE: Final = 30
SUMMARY_EVERY: Final = timedelta(hours=1)
STEPS: Final = (
    ("soon", timedelta(minutes=-5)),
    ("due", timedelta(0)),
    ("late", timedelta(minutes=15)),
)
ORDER: Final = ("", *(code for code, _offset in STEPS))


def owed(due: datetime, reminded: str, now: datetime) -> str:
    """The furthest step that was reached and not told yet, "" for none; steps that were missed fold into it."""
    reached = [code for code, offset in STEPS if due + offset <= now]
    if not reached or ORDER.index(reached[-1]) <= ORDER.index(reminded):
        return ""
    return reached[-1]


def next_summary(due: datetime, now: datetime) -> datetime:
    """When leaders hear again: the first hour of the old rhythm that is still to come."""
    missed = max((now - due) // SUMMARY_EVERY, 0)
    return due + SUMMARY_EVERY * (missed + 1)
