"""Days that come back every year: the part of iCalendar's RRULE that public holidays need, within fixed bounds.

A rule is walked year by year from its first day, at most `LONGEST` years, so that none runs for ever.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

LONGEST: Final = 400
MOST_STEP: Final = 100
KNOWN: Final = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST"}
)
WEEKDAYS: Final = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
MOST_WEEKS: Final = 53


class NotYearly(ValueError):
    """The rule comes back more often than yearly, or in a way that holidays do not."""


@dataclass(frozen=True)
class Yearly:
    """A yearly rule: on these days of the month (negative ones from its end) or weekdays (with a place, 0 for each)."""

    step: int = 1
    count: int | None = None
    until: date | None = None
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    places: tuple[int, ...] = ()


def rule_of(parts: Mapping[str, Sequence[Any]]) -> Yearly:
    """Read the parts of an RRULE: name to values, numbers as numbers, the end as a day. Raises NotYearly."""
    if set(parts) - KNOWN or [str(one).upper() for one in parts.get("FREQ", ())] != ["YEARLY"]:
        raise NotYearly
    step, count = _number(parts, "INTERVAL", 1), _number(parts, "COUNT", None)
    until = next(iter(parts.get("UNTIL", ())), None)
    months, days, places = (_numbers(parts, name) for name in ("BYMONTH", "BYMONTHDAY", "BYSETPOS"))
    weekdays = tuple(_weekday(str(one)) for one in parts.get("BYDAY", ()))
    sound = (
        step is not None
        and 1 <= step <= MOST_STEP
        and (count is None or count >= 1)
        and all(1 <= one <= 12 for one in months)
        and all(1 <= abs(one) <= 31 for one in days)
        and all(1 <= abs(one) <= 366 for one in places)
        and (until is None or isinstance(until, date))
        and (not places or bool(weekdays or days))
    )
    if not sound or step is None:
        raise NotYearly
    return Yearly(step, count, until, months, days, weekdays, places)


def occurrences(rule: Yearly, first: date, since: date, last: date) -> Iterator[date]:
    """Yield the days of a rule that begins on `first` and lie from `since` to `last`, in order."""
    given, end = 0, min(last, rule.until or last)
    for year in range(first.year, min(end.year, first.year + LONGEST) + 1, rule.step):
        for on in _of_year(rule, first, year):
            if on < first:
                continue
            given += 1
            if on > end or (rule.count is not None and given > rule.count):
                return
            if on >= since:
                yield on


def _of_year(rule: Yearly, first: date, year: int) -> list[date]:
    """The days of one year, in order."""
    if rule.weekdays and not rule.months and not rule.month_days:
        found = {on for one in rule.weekdays for on in _placed(one, date(year, 1, 1), date(year, 12, 31))}
    else:
        months = rule.months or (range(1, 13) if rule.month_days else (first.month,))
        found = {on for month in months for on in _of_month(rule, first, year, month)}
    days = sorted(found)
    if not rule.places:
        return days
    chosen = {days[one - 1 if one > 0 else one] for one in rule.places if abs(one) <= len(days)}
    return sorted(chosen)


def _of_month(rule: Yearly, first: date, year: int, month: int) -> set[date]:
    length = calendar.monthrange(year, month)[1]
    wanted = rule.month_days or (() if rule.weekdays else (first.day,))
    numbers = {one if one > 0 else length + 1 + one for one in wanted}
    by_number = {date(year, month, one) for one in numbers if 1 <= one <= length}
    if not rule.weekdays:
        return by_number
    begin, end = date(year, month, 1), date(year, month, length)
    by_weekday = {on for one in rule.weekdays for on in _placed(one, begin, end)}
    return by_number & by_weekday if rule.month_days else by_weekday


def _placed(one: tuple[int, int], begin: date, end: date) -> list[date]:
    """The weekdays of a stretch, or the one at the place that is named."""
    weekday, place = one
    start = begin + timedelta(days=(weekday - begin.weekday()) % 7)
    days = [start + timedelta(days=7 * number) for number in range((end - start).days // 7 + 1)]
    if not place:
        return days
    at = place - 1 if place > 0 else place
    return [days[at]] if -len(days) <= at < len(days) else []


def _weekday(written: str) -> tuple[int, int]:
    name, place = written[-2:].upper(), written[:-2] or "0"
    if name not in WEEKDAYS or not place.lstrip("+-").isdecimal() or len(place) > 3:
        raise NotYearly
    number = int(place)
    if abs(number) > MOST_WEEKS:
        raise NotYearly
    return WEEKDAYS[name], number


def _number(parts: Mapping[str, Sequence[Any]], name: str, default: int | None) -> int | None:
    found = _numbers(parts, name)
    return found[0] if found else default


def _numbers(parts: Mapping[str, Sequence[Any]], name: str) -> tuple[int, ...]:
    try:
        return tuple(int(one) for one in parts.get(name, ()))
    except (TypeError, ValueError) as error:
        raise NotYearly from error
