"""Days without work in an iCalendar file: read within bounds, and held against the days a calendar has already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from icalendar import Calendar as File
from icalendar.prop import vBroken

from hospital_itsm.core.plain_text import one_line
from hospital_itsm.core.worktime import Holiday
from hospital_itsm.setup.rules.yearly import NotYearly, occurrences, rule_of

EMPTY, TOO_BIG, NOT_UTF8, NOT_CALENDAR, BROKEN = "empty", "too-big", "not-utf8", "not-a-calendar", "broken"
ENDLESS, TOO_MANY, NO_DAYS = "endless", "too-many", "no-days"
TIMED, CANCELLED, OUTSIDE = "timed", "cancelled", "outside"
"""Why an entry is left out; the codes above are why a whole file is."""
NEW, CHANGED, SAME = "new", "changed", "same"
MOST_BYTES: Final = 1_000_000
MOST_LINES: Final = 50_000
MOST_ENTRIES: Final = 2_000
MOST_DAYS: Final = 1_000
DEEPEST: Final = 4
LONGEST_NAME: Final = 80
EARLIEST: Final = 1900
DAY: Final = timedelta(days=1)
MIDNIGHT: Final = time(0)


class UnreadableFile(ValueError):
    """The file as a whole cannot be used; the message is one of the codes above."""


@dataclass(frozen=True)
class Read:
    """The days of a file in order, and how many entries were left out for which reason."""

    days: tuple[Holiday, ...]
    left_out: Mapping[str, int]


@dataclass(frozen=True)
class Line:
    """A day of the file beside what the calendar has on it."""

    day: Holiday
    standing: str
    stored: Holiday | None = None


def read_file(content: bytes, *, since: date, last: date, zone: ZoneInfo) -> Read:
    """The whole days of a file from `since` to `last`; entries with a time are read in `zone`.

    Where two entries name one day the first does. Raises UnreadableFile.
    """
    entries = _entries(_text(content))
    moved = _moved(entries, zone)
    found: dict[date, Holiday] = {}
    left_out: Counter[str] = Counter()
    for entry in entries:
        span = _span(entry, zone)
        if str(entry.get("STATUS", "")).upper() == "CANCELLED":
            left_out[CANCELLED] += 1
        elif span is None:
            left_out[TIMED] += 1
        elif not (days := list(_days(entry, span, moved, since, last))):
            left_out[OUTSIDE] += 1
        else:
            for on in days:
                found.setdefault(on, Holiday(on, _name(entry)))
        if len(found) > MOST_DAYS:
            raise UnreadableFile(TOO_MANY)
    if not found:
        raise UnreadableFile(NO_DAYS)
    return Read(tuple(found[on] for on in sorted(found)), dict(left_out))


def compared(stored: Iterable[Holiday], found: Iterable[Holiday]) -> tuple[Line, ...]:
    """Each day of the file as new, changed or the same as the calendar has it."""
    have = {day.on: day for day in stored}
    return tuple(Line(day, _standing(have.get(day.on), day), have.get(day.on)) for day in found)


def merged(stored: Iterable[Holiday], found: Iterable[Holiday], *, change: bool) -> tuple[Holiday, ...]:
    """The days of a calendar with those of the file; `change` lets the file win where both name a day."""
    have = {day.on: day for day in stored}
    for day in found:
        if change or day.on not in have:
            have[day.on] = day
    return tuple(have[on] for on in sorted(have))


def _standing(stored: Holiday | None, day: Holiday) -> str:
    if stored is None:
        return NEW
    return SAME if stored == day else CHANGED


def _text(content: bytes) -> str:
    """The text of a file that may be one. Raises UnreadableFile."""
    if not content.strip():
        raise UnreadableFile(EMPTY)
    if len(content) > MOST_BYTES:
        raise UnreadableFile(TOO_BIG)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(NOT_UTF8) from error
    if "\0" in text:
        raise UnreadableFile(NOT_UTF8)
    if not text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        raise UnreadableFile(NOT_CALENDAR)
    _refuse_shape(text)
    return text


def _refuse_shape(text: str) -> None:
    """Refuse what only a hostile file holds before it is parsed: many lines, many entries, deep nesting."""
    lines = text.splitlines()
    depth = entries = 0
    for line in lines:
        mark = line[:12].upper()
        entries += mark == "BEGIN:VEVENT"
        depth += mark.startswith("BEGIN:") - mark.startswith("END:")
        if depth > DEEPEST:
            raise UnreadableFile(BROKEN)
    if len(lines) > MOST_LINES or entries > MOST_ENTRIES:
        raise UnreadableFile(TOO_BIG)
    if depth:
        raise UnreadableFile(BROKEN)


def _entries(text: str) -> list[Any]:
    try:
        return [entry for file in File.from_ical(text, multiple=True) for entry in file.walk("VEVENT")]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise UnreadableFile(BROKEN) from error


def _span(entry: Any, zone: ZoneInfo) -> tuple[date, int] | None:
    """The first day and how many, or None for an entry of hours. Raises UnreadableFile."""
    begin, end = _moment(entry, "DTSTART", zone), _moment(entry, "DTEND", zone)
    if begin is None:
        raise UnreadableFile(BROKEN)
    if end is None:
        end = begin + _length(entry)
        if isinstance(begin, datetime) and end == begin:
            return None
    if _clock(begin) != MIDNIGHT or _clock(end) != MIDNIGHT:
        return None
    first = _day(begin)
    if first.year < EARLIEST:
        raise UnreadableFile(BROKEN)
    return first, max(1, (_day(end) - first).days)


def _moment(entry: Any, name: str, zone: ZoneInfo) -> date | None:
    if name not in entry:
        return None
    value = _value(entry[name])
    aware = isinstance(value, datetime) and value.tzinfo is not None
    return value.astimezone(zone) if aware else value  # type: ignore[attr-defined]


def _value(written: Any) -> date:
    """The day or moment of a property. Raises UnreadableFile for one that could not be read."""
    value = None if isinstance(written, vBroken) else getattr(written, "dt", None)
    if not isinstance(value, date):
        raise UnreadableFile(BROKEN)
    return value


def _length(entry: Any) -> timedelta:
    written = entry.get("DURATION")
    value = None if isinstance(written, vBroken) else getattr(written, "dt", None)
    return value if isinstance(value, timedelta) else timedelta(0)


def _clock(value: date) -> time:
    return value.time() if isinstance(value, datetime) else MIDNIGHT


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _days(
    entry: Any, span: tuple[date, int], moved: Mapping[str, set[date]], since: date, last: date
) -> Iterator[date]:
    """The days of an entry, each time it comes back, within the years that are asked for."""
    first, count = span
    if count > MOST_DAYS:
        raise UnreadableFile(TOO_MANY)
    begins = set(_begins(entry, first, since - count * DAY, last))
    if "RECURRENCE-ID" not in entry:
        begins -= moved.get(str(entry.get("UID", "")), set())
    for begin in sorted(begins):
        for number in range(count):
            if since <= (on := begin + number * DAY) <= last:
                yield on


def _begins(entry: Any, first: date, since: date, last: date) -> Iterator[date]:
    rules = _listed(entry, "RRULE")
    if not rules:
        yield first
    for parts in rules:
        try:
            rule = rule_of(_plain_parts(parts))
        except NotYearly as error:
            raise UnreadableFile(ENDLESS) from error
        yield from occurrences(rule, first, since, last)
    yield from _dates(entry, "RDATE")


def _plain_parts(parts: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {
        name.upper(): [_day(one) if isinstance(one, date) else str(one) for one in _many(values)]
        for name, values in parts.items()
    }


def _moved(entries: Iterable[Any], zone: ZoneInfo) -> dict[str, set[date]]:
    """By the name of an entry, the days it does not come back on because the file says so."""
    found: dict[str, set[date]] = {}
    for entry in entries:
        days = set(_dates(entry, "EXDATE"))
        if (instead := _moment(entry, "RECURRENCE-ID", zone)) is not None:
            days.add(_day(instead))
        found.setdefault(str(entry.get("UID", "")), set()).update(days)
    return found


def _dates(entry: Any, name: str) -> Iterator[date]:
    for listed in _listed(entry, name):
        if isinstance(listed, vBroken):
            raise UnreadableFile(BROKEN)
        for one in getattr(listed, "dts", ()):
            yield _day(_value(one))


def _listed(entry: Any, name: str) -> list[Any]:
    return _many(entry[name]) if name in entry else []


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _name(entry: Any) -> str:
    return one_line(str(entry.get("SUMMARY", "")))[:LONGEST_NAME].rstrip()
