"""The time of a promise as people write it: `30 min`, `1.5 h`, `3 business days`, or nothing for no promise."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

HOUR: Final = 60
LONGEST_MINUTES: Final = 366 * 24 * HOUR
LONGEST_DAYS: Final = 260
TIME: Final = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(min(?:ute)?s?|m|h(?:ours?|rs?)?|b(?:usiness)?\s*d(?:ays?)?|days?)", re.I
)


class UnreadableTime(ValueError):
    """What was written is no time of a promise."""


def read_time(text: str) -> tuple[int | None, int | None]:
    """Minutes of working time, or business days; (None, None) for nothing written. Raises UnreadableTime."""
    text = text.strip()
    if not text:
        return None, None
    found = TIME.fullmatch(text)
    if found is None:
        raise UnreadableTime(text)
    amount, unit = Fraction(found[1].replace(",", ".")), found[2].lower()
    in_days = unit.startswith(("b", "d"))
    minutes = amount * HOUR if unit.startswith("h") else amount
    longest = LONGEST_DAYS if in_days else LONGEST_MINUTES
    if minutes.denominator != 1 or not 1 <= minutes <= longest:
        raise UnreadableTime(text)
    return (None, int(minutes)) if in_days else (int(minutes), None)


def write_time(minutes: int | None, business_days: int | None) -> str:
    """The time as `read_time` reads it, hours where they are whole."""
    if business_days is not None:
        return f"{business_days} business day{'' if business_days == 1 else 's'}"
    if minutes is None:
        return ""
    return f"{minutes // HOUR} h" if minutes % HOUR == 0 else f"{minutes} min"
