"""When shifts change: instants of local times of day, and the change that a moment belongs to. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

TWO_DAYS: Final = timedelta(days=2)
PROMPT: Final = timedelta(minutes=10)
"""A hand-over that is written later than this after the change says so."""


@dataclass(frozen=True, order=True)
class Change:
    """One change of shifts: the instant, and the key of the shift that begins."""

    at: datetime
    shift: int


def instant_of(day: date, begins: time, zone: tzinfo) -> datetime:
    """The instant of a local time of day, in UTC.

    Where clocks go forward over it, the first instant after the gap; where it comes twice, the first of both
    (PEP 495: a time in the gap is read with the offset before it, which lands as far behind the gap as it lay in it).
    """
    local = datetime.combine(day, begins, zone)
    return local.astimezone(UTC)


def changes_between(
    shifts: Iterable[tuple[int, time]], after: datetime, until: datetime, zone: tzinfo
) -> list[Change]:
    """Every change in (after, until], the earliest first; `shifts` are keys with their local times of day."""
    found: list[Change] = []
    rows = list(shifts)
    day, last = after.astimezone(zone).date() - timedelta(days=1), until.astimezone(zone).date()
    while day <= last:
        made = (Change(instant_of(day, begins, zone), key) for key, begins in rows)
        found += [one for one in made if after < one.at <= until]
        day += timedelta(days=1)
    return sorted(found)


def last_change(shifts: Iterable[tuple[int, time]], now: datetime, zone: tzinfo) -> Change | None:
    """The latest change until now; None without shifts."""
    return max(changes_between(shifts, now - TWO_DAYS, now, zone), default=None)


def next_change(shifts: Iterable[tuple[int, time]], now: datetime, zone: tzinfo) -> Change | None:
    """The first change after now; None without shifts."""
    return min(changes_between(shifts, now, now + TWO_DAYS, zone), default=None)


def minutes_late(at: datetime, written_at: datetime) -> int:
    """How many minutes after the change it was written; 0 for one that was prompt."""
    late = written_at - at
    return int(late.total_seconds() // 60) if late > PROMPT else 0
