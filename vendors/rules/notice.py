"""Until when a vendor must be told, in the contract's own unit: months are no thirty days (domain 6.6)."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final

DAYS: Final = "days"
MONTHS: Final = "months"
YEAR: Final = 12


def months_later(day: date, months: int) -> date:
    """The same day of a later month (earlier for a negative number), or that month's last day where it is shorter.

    Raises OverflowError beyond the calendar.
    """
    year, month = divmod(day.year * YEAR + day.month - 1 + months, YEAR)
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError("beyond the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def notice_on(ends_on: date, value: int | None, unit: str) -> date | None:
    """The last day on which the vendor can be told; None where no notice is agreed or it lies beyond the calendar."""
    if not value or unit not in (DAYS, MONTHS):
        return None
    try:
        return months_later(ends_on, -value) if unit == MONTHS else ends_on - timedelta(days=value)
    except OverflowError:
        return None


def term_end(starts_on: date, months: int) -> date | None:
    """The last day of a term of so many months; None beyond the calendar."""
    try:
        return months_later(starts_on, months) - timedelta(days=1)
    except OverflowError:
        return None


def years_and_months(months: int) -> tuple[int, int]:
    """A length of time as whole years and the months that are left."""
    return divmod(months, YEAR)
