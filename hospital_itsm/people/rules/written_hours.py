"""Working hours and holidays as people write them: `08:00-12:00, 22:00-06:00` and `2026-12-24 until 12:00 Eve`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from hospital_itsm.core.worktime import MINUTES_A_DAY, Holiday, Window

HOUR: Final = 60
LONGEST_NAME: Final = 80
SPAN: Final = re.compile(
    r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(?:-|–|—|to|until)\s*(\d{1,2})(?:[:.]?(\d{2}))?", re.I
)
DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s+until\s+(\d{1,2}):(\d{2}))?(?:\s+(.*))?", re.I)


class Unreadable(ValueError):
    """What was written cannot be read; the argument is the part that cannot."""


class Twice(ValueError):
    """A day stands in the list twice; the argument is the day."""


def read_windows(weekday: int, text: str) -> tuple[Window, ...]:
    """The hours of one weekday (Monday is 0), separated by commas; none when nothing is written.

    An end that is not after its beginning is on the next morning; `00:00-24:00` is the whole day. Raises Unreadable.
    """
    parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
    return tuple(_window(weekday, part) for part in parts)


def write_windows(windows: Iterable[Window]) -> str:
    """The hours of one weekday as `read_windows` reads them."""
    return ", ".join(_span(window) for window in sorted(windows, key=lambda one: one.start_minute))


def read_days(text: str) -> tuple[Holiday, ...]:
    """Days without work, one a line: the day, `until 12:00` where work goes on until then, and a name.

    Raises Unreadable for a line that cannot be read and Twice for a day that stands there twice.
    """
    found: dict[date, Holiday] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        day = _day(line)
        if day.on in found:
            raise Twice(day.on.isoformat())
        found[day.on] = day
    return tuple(found[on] for on in sorted(found))


def write_days(days: Iterable[Holiday]) -> str:
    """The days as `read_days` reads them, in order."""
    return "\n".join(_line(day) for day in sorted(days, key=lambda one: one.on))


def with_proposed(days: Iterable[Holiday], proposed: Mapping[date, str]) -> tuple[Holiday, ...]:
    """The days with those of `proposed` that are missing; what is written stays as it is."""
    kept = {day.on: day for day in days}
    added = (Holiday(on, name[:LONGEST_NAME]) for on, name in proposed.items() if on not in kept)
    return tuple(sorted([*kept.values(), *added], key=lambda one: one.on))


def _window(weekday: int, part: str) -> Window:
    found = SPAN.fullmatch(part)
    if found is None:
        raise Unreadable(part)
    start, end = _minute(found[1], found[2]), _minute(found[3], found[4])
    if start is None or end is None or start >= MINUTES_A_DAY:
        raise Unreadable(part)
    end += MINUTES_A_DAY if end <= start else 0
    if end > 2 * MINUTES_A_DAY:
        raise Unreadable(part)
    return Window(weekday, start, end)


def _minute(hour: str, minute: str | None) -> int | None:
    if int(minute or 0) >= HOUR:
        return None
    return int(hour) * HOUR + int(minute or 0)


def _span(window: Window) -> str:
    end = window.end_minute
    if end > MINUTES_A_DAY and end - MINUTES_A_DAY <= window.start_minute:
        end -= MINUTES_A_DAY
    return f"{_clock(window.start_minute)}-{_clock(end)}"


def _clock(minute: int) -> str:
    return f"{minute // HOUR:02d}:{minute % HOUR:02d}"


def _day(line: str) -> Holiday:
    found = DAY.fullmatch(line)
    if found is None:
        raise Unreadable(line)
    try:
        on = date.fromisoformat(found[1])
    except ValueError as error:
        raise Unreadable(line) from error
    until = None if found[2] is None else _minute(found[2], found[3])
    if found[2] is not None and (until is None or until > MINUTES_A_DAY):
        raise Unreadable(line)
    name = (found[4] or "").strip()
    if len(name) > LONGEST_NAME:
        raise Unreadable(line)
    return Holiday(on, name, until)


def _line(day: Holiday) -> str:
    until = "" if day.until_minute is None else f" until {_clock(day.until_minute)}"
    return f"{day.on.isoformat()}{until} {day.name}".rstrip()
