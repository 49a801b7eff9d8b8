"""Periods that move with today, and the steps of a trend."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from hospital_itsm.kpi.rules.periods import ONE_DAY, Period, last_days

MONTHS_OF_A_QUARTER: Final = 3
MONTHS_OF_A_YEAR: Final = 12
DAYS_OF_A_WEEK: Final = 7
DAY, WEEK, MONTH = "day", "week", "month"
LONGEST_BY_DAY, LONGEST_BY_WEEK = 31, 190
"""Days up to which a trend goes by days, and by weeks."""


def span(code: str, today: date) -> Period:
    """The days that `code` means today. Raises ValueError for one that is none."""
    if code.isdecimal():
        return last_days(int(code), today)
    when, _, what = code.partition("_")
    months = {"month": 1, "quarter": MONTHS_OF_A_QUARTER, "year": MONTHS_OF_A_YEAR}.get(what)
    if months is None or when not in ("this", "last"):
        raise ValueError(code)
    first = _first_of(today, months)
    if when == "this":
        return Period(first, today)
    return Period(_first_of(first - ONE_DAY, months), first - ONE_DAY)


def _first_of(day: date, months: int) -> date:
    """The first day of the part of the year, so many months long, that has the day."""
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def usual_step(period: Period) -> str:
    """The step that keeps a trend of the period readable."""
    if period.days <= LONGEST_BY_DAY:
        return DAY
    return WEEK if period.days <= LONGEST_BY_WEEK else MONTH


def step_of(day: date, step: str) -> date:
    """The first day of the step that has the day; weeks begin on Monday."""
    if step == DAY:
        return day
    return day.replace(day=1) if step == MONTH else day - timedelta(days=day.weekday())


def steps(period: Period, step: str) -> Iterator[date]:
    """The first days of all steps that have a day of the period."""
    start = step_of(period.first, step)
    while start <= period.last:
        yield start
        start = _next(start, step)


def _next(start: date, step: str) -> date:
    if step == MONTH:
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1)
    return start + timedelta(days=1 if step == DAY else DAYS_OF_A_WEEK)
