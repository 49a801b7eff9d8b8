"""The work days of 21 CFR 803: Monday to Friday except Federal holidays (803.3), a calendar of its own."""

from collections.abc import Container
from datetime import date, timedelta
from typing import Final

REPORT_WITHIN: Final = 10
"""Work days a user facility has after becoming aware of a death or serious injury (803.30)."""
FRIDAY: Final = 4


def report_due(became_aware_on: date) -> date:
    """The last work day on which the report may be sent."""
    import holidays

    years = range(became_aware_on.year, became_aware_on.year + 2)
    return nth_work_day(became_aware_on, REPORT_WITHIN, holidays.UnitedStates(years=years))


def work_days_left(due_on: date, today: date) -> int:
    """How many work days are left until the day it is due; 0 on that day, below 0 once it has passed."""
    import holidays

    years = range(min(today, due_on).year, max(today, due_on).year + 1)
    free = holidays.UnitedStates(years=years)
    first, last = sorted((today, due_on))
    between = (first + timedelta(days=n + 1) for n in range((last - first).days))
    count = sum(day.weekday() <= FRIDAY and day not in free for day in between)
    if today <= due_on:
        return count
    return -max(1, count)


def nth_work_day(start: date, days: int, free: Container[date]) -> date:
    """The day on which so many work days have gone by; the day of the start is not one of them."""
    day = start
    while days:
        day += timedelta(days=1)
        if day.weekday() <= FRIDAY and day not in free:
            days -= 1
    return day
