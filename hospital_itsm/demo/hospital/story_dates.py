"""When the contracts and agreements of domain 8.5 begin and end.

Its table is written for the last quarter of 2026: one notice is missed, one contract ends unrenewed, one agreement ran
out. A demo that is loaded in another quarter moves every day by as many quarters, so that the same things are wrong.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from vendors.rules.notice import months_later

WRITTEN_FOR: Final = date(2026, 10, 1)
QUARTER: Final = 3


def moved(day: date, today: date) -> date:
    """A day of the table as the demo that is loaded `today` tells it; the last of a month stays the last of one."""
    quarters = (today.year - WRITTEN_FOR.year) * 4 + (today.month - WRITTEN_FOR.month) // QUARTER
    found = months_later(day, quarters * QUARTER)
    return _last(found) if day == _last(day) else found


def moved_fields(fields: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Fields of a row of the table with their days moved."""
    return {name: moved(value, today) if isinstance(value, date) else value for name, value in fields.items()}


def _last(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
