"""Fiscal years: their months, and where a day stands in them."""

from datetime import date, timedelta
from typing import Final

MONTHS: Final = 12


def month_after(first: date, count: int) -> date:
    """The first day of the month that stands `count` months after that of `first`."""
    place = first.year * MONTHS + first.month - 1 + count
    return date(place // MONTHS, place % MONTHS + 1, 1)


def last_day(starts_on: date) -> date:
    """The last day of the year that begins on this first of a month."""
    return month_after(starts_on, MONTHS) - timedelta(days=1)


def months_of(starts_on: date) -> list[date]:
    """The first days of its twelve months."""
    return [month_after(starts_on, count) for count in range(MONTHS)]


def place_of(starts_on: date, day: date) -> int:
    """Which month of the year a day is in, the first being 0; outside 0 to 11 for other years."""
    return (day.year - starts_on.year) * MONTHS + day.month - starts_on.month


def label_of(starts_on: date) -> str:
    """What people call the year: FY2026, or FY2026/27 where it ends in another calendar year."""
    ends = last_day(starts_on)
    return (
        f"FY{starts_on.year}" if ends.year == starts_on.year else f"FY{starts_on.year}/{ends.year % 100:02}"
    )
