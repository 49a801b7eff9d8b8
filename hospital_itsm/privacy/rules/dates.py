"""Sixty calendar days from discovery (45 CFR 164.404(b)), and the days on which privacy is reminded of them."""

from datetime import date, timedelta
from typing import Final

LIMIT: Final = timedelta(days=60)
REMINDERS: Final = (30, 45, 55)
SOON: Final = 15
"""So many days before the limit it is marked."""


def tell_by(discovered: date) -> date:
    """The last day on which people may be told; the day of discovery is day 0."""
    return discovered + LIMIT


def days_left(discovered: date, today: date) -> int:
    """How many days are left; negative ones are over."""
    return (tell_by(discovered) - today).days


def passed(discovered: date, today: date) -> tuple[int, ...]:
    """The reminders whose day has come, in order."""
    gone = (today - discovered).days
    return tuple(day for day in REMINDERS if day <= gone)
