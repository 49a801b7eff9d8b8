"""The figures of a scorecard: its twelve months and their quarters, shares, median and 90th percentile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Final, TypeVar

DAY: Final = timedelta(days=1)
A_TENTH: Final = Decimal("0.1")
MONTHS: Final = 3
Value = TypeVar("Value", int, timedelta)


@dataclass(frozen=True)
class Span:
    """Days, the first and the last included."""

    first: date
    last: date


def year_before(today: date) -> Span:
    """The twelve months that end today."""
    try:
        begun = today.replace(year=today.year - 1)
    except ValueError:
        begun = today.replace(year=today.year - 1, day=28)
    return Span(begun + DAY, today)


def quarter_of(day: date) -> date:
    """The first day of the calendar quarter a day is in."""
    return date(day.year, day.month - (day.month - 1) % MONTHS, 1)


def quarters(span: Span) -> tuple[Span, ...]:
    """The calendar quarters of a span in order, the first and the last cut to it: together they are the span."""
    found, first = [], span.first
    while first <= span.last:
        following = _next(quarter_of(first))
        found.append(Span(first, min(following - DAY, span.last)))
        first = following
    return tuple(found)


def _next(quarter: date) -> date:
    month = quarter.month + MONTHS
    return date(quarter.year + (month > 12), (month - 1) % 12 + 1, 1)


def share(met: int, missed: int) -> Decimal | None:
    """Percent met, rounded down to a tenth, so that 100 means every one; None where nothing was promised."""
    whole = met + missed
    if not whole:
        return None
    return (Decimal(met * 100) / whole).quantize(A_TENTH, rounding=ROUND_DOWN)


def median(values: Sequence[timedelta]) -> timedelta | None:
    """The middle one, or the mean of the two in the middle; None without values."""
    ordered = sorted(values)
    if not ordered:
        return None
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def percentile(values: Sequence[Value], percent: int) -> Value | None:
    """The smallest value that so many percent of all do not exceed (nearest rank); None without values."""
    ordered = sorted(values)
    if not ordered:
        return None
    rank = max(1, -(-len(ordered) * percent // 100))
    return ordered[rank - 1]
