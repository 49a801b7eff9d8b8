"""Dates as labels carry them: two-digit years, days left open, days of the year. None where no such day exists."""

import re
from calendar import monthrange
from datetime import date, timedelta

_DIGITS = re.compile(r"[0-9]+")
YEARS_BACK = 50
YEARS_AHEAD = 51


def full_year(two_digits: int, today: date) -> int:
    """The year of two digits, from 49 years back to 50 ahead (GS1 General Specifications §7.12)."""
    century, current = divmod(today.year, 100)
    distance = two_digits - current
    if distance >= YEARS_AHEAD:
        century -= 1
    elif distance <= -YEARS_BACK:
        century += 1
    return century * 100 + two_digits


def year_month_day(digits: str, today: date) -> date | None:
    """YYMMDD; day 00 is the last day of the month."""
    if not is_digits(digits, 6):
        return None
    year, month, day = full_year(int(digits[:2]), today), int(digits[2:4]), int(digits[4:])
    return day_of(year, month, day) if day else last_day_of(year, month)


def month_day_year(digits: str, today: date) -> date | None:
    """MMDDYY."""
    return year_month_day(digits[4:] + digits[:4], today) if is_digits(digits, 6) else None


def month_year(digits: str, today: date) -> date | None:
    """MMYY, the last day of that month."""
    return year_month_day(f"{digits[2:]}{digits[:2]}00", today) if is_digits(digits, 4) else None


def year_day(digits: str, today: date) -> date | None:
    """YYJJJ: the day of the year."""
    return _ordinal(full_year(int(digits[:2]), today), int(digits[2:])) if is_digits(digits, 5) else None


def thousand_year_day(digits: str) -> date | None:
    """YYYJJJ: the year without its first digit, so that 014 is 2014 and 999 is 1999."""
    if not is_digits(digits, 6):
        return None
    year = int(digits[:3])
    return _ordinal(year + (1000 if year >= 900 else 2000), int(digits[3:]))


def whole_date(digits: str) -> date | None:
    """YYYYMMDD."""
    if not is_digits(digits, 8):
        return None
    return day_of(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def is_digits(text: str, length: int) -> bool:
    """Is this exactly so many digits 0 to 9?"""
    return len(text) == length and bool(_DIGITS.fullmatch(text))


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day_of(year: int, month: int) -> date | None:
    """The last day of that month, or None where there is no such month."""
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        return None
    return date(year, month, monthrange(year, month)[1])


def _ordinal(year: int, day: int) -> date | None:
    first = day_of(year, 1, 1)
    found = first + timedelta(days=day - 1) if first and day else None
    return found if found and found.year == year else None
