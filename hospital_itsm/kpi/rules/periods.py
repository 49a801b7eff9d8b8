"""Days, periods and what they are compared with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

ONE_DAY: Final = timedelta(days=1)
LONGEST_DAYS: Final = 1100
QUARTER: Final = 3
"""Months."""
NEAR_DAYS: Final = 3
"""Days so close to one another are counted together: one statement is cheaper than two."""


class BadPeriod(ValueError):
    """A period that cannot be; the argument is a code: `order` or `long`."""


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included. Raises BadPeriod where it is turned around or too long."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadPeriod("order")
        if self.days > LONGEST_DAYS:
            raise BadPeriod("long")

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def before(self) -> "Period":
        """As many days just before it."""
        return Period(self.first - self.days * ONE_DAY, self.first - ONE_DAY)

    def a_year_before(self) -> "Period":
        """The same days of the weeks a year before: 52 weeks, so that weekends meet weekends."""
        year = timedelta(weeks=52)
        return Period(self.first - year, self.last - year)

    def steps(self, most: int = 12) -> list["Period"]:
        """Parts of equal length, the last one ending with the period; at most so many, and of whole days."""
        length = -(-self.days // most)
        found = []
        last = self.last
        while last >= self.first:
            found.append(Period(max(last - (length - 1) * ONE_DAY, self.first), last))
            last -= length * ONE_DAY
        return found[::-1]


def last_days(count: int, today: date) -> Period:
    """So many days until today."""
    return Period(today - (count - 1) * ONE_DAY, today)


def quarter_until(day: date) -> Period:
    """The quarter of the year that a day is in, until that day."""
    return Period(day.replace(month=day.month - (day.month - 1) % QUARTER, day=1), day)


def year_until(day: date) -> Period:
    """The year that a day is in, until that day."""
    return Period(day.replace(month=1, day=1), day)


def months_between(first: date, last: date) -> Iterator[Period]:
    """The months from `first` to `last`, cut at both ends."""
    while first <= last:
        end = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY
        yield Period(first, min(end, last))
        first = end + ONE_DAY


def together(days: Iterable[date]) -> list[Period]:
    """Periods that hold all the days: those near one another in one."""
    found: list[Period] = []
    for day in sorted(set(days)):
        if found and (day - found[-1].last).days <= NEAR_DAYS and (day - found[-1].first).days < LONGEST_DAYS:
            found[-1] = Period(found[-1].first, day)
        else:
            found.append(Period(day, day))
    return found
