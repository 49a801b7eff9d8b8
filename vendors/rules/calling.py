"""In which order the contacts of a vendor are called at an hour of the hospital's clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

DAY_BEGINS: Final = 7
DAY_ENDS: Final = 18
SATURDAY: Final = 5
LAST_RUNG: Final = 10


@dataclass(frozen=True)
class Numbers:
    """What is known of one contact: its rung (None beside the ladder), its numbers and its place in the records."""

    key: int
    level: int | None
    phone: str
    night_phone: str


def is_night(local: datetime) -> bool:
    """Is nobody in the office: before 7, from 18 on, and on Saturday and Sunday?"""
    return local.weekday() >= SATURDAY or not DAY_BEGINS <= local.hour < DAY_ENDS


def called(contacts: Iterable[Numbers], *, by_night: bool) -> list[tuple[int, str]]:
    """`(key, number)` in the order in which they are called; without a number that answers now they come last.

    By night those with a night number come first, by day those with a day number; within them by rung, then as they
    were added. The number is "" where none is known.
    """
    rows = []
    for one in contacts:
        best, other = (one.night_phone, one.phone) if by_night else (one.phone, one.night_phone)
        rows.append((not best, not (best or other), one.level or LAST_RUNG, one.key, best or other))
    return [(key, number) for _late, _none, _level, key, number in sorted(rows)]
