"""What a contract commits a hospital to in a fiscal year: its payments, each due on a day, exact to the cent.

A contract year begins on the contract's first day and its anniversaries and costs the annual value. A payment covers
a month, a quarter, a year or the whole term and is due on its first day; one for a part of a month is a share by days.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final, Self

from hospital_itsm.budget.rules.money import MONTHS, ZERO, cents, part

PERIODS: Final = {"monthly": 1, "quarterly": 3, "yearly": 12}
IN_ADVANCE, PERCENT, CPI = "in_advance", "percent", "cpi"
LONGEST: Final = Fraction(1_200)
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Terms:
    """What counts of a contract. Money by use, or on no known schedule, is spread by months."""

    starts_on: date
    ends_on: date
    annual: Decimal
    schedule: str = ""
    uplift: str = ""
    uplift_percent: Decimal | None = None


@dataclass(frozen=True)
class Committed:
    """The payments of a contract that are due in a fiscal year: all of them, and those still to come."""

    whole: Decimal = ZERO
    remaining: Decimal = ZERO

    def __add__(self, other: Self) -> "Committed":
        return Committed(self.whole + other.whole, self.remaining + other.remaining)


def anniversary(first: date, months: int) -> date:
    """The day `months` after `first`; the last of the month where that has no such day."""
    place = first.year * MONTHS + first.month - 1 + months
    year, month = place // MONTHS, place % MONTHS + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))


def months_within(first: date, after: date) -> Fraction:
    """Months from a day until another, which no longer counts; the last one a share by its days."""
    whole = max(_whole_months(first, after), 0)
    if after.day == first.day:
        return Fraction(whole)
    begun, ended = anniversary(first, whole), anniversary(first, whole + 1)
    return whole + Fraction((after - begun).days, (ended - begun).days)


def price(terms: Terms, year: int, priced: int) -> Decimal:
    """What contract year `year` (from 0) costs where the annual value is that of year `priced`.

    Later years rise by the cap, the most the vendor may ask. CPI is not known in advance: such a price is not raised.
    """
    if terms.uplift != PERCENT or not terms.uplift_percent or year <= priced:
        return cents(terms.annual)
    return cents(terms.annual * (1 + terms.uplift_percent / 100) ** (year - priced))


def payments(terms: Terms, today: date, until: date) -> Iterator[tuple[date, Decimal]]:
    """Each payment due until a day, as `(day, amount)`; the price of the contract year of `today` is that of now."""
    plan = _Plan(terms, today)
    for number in range(plan.due_until(until)):
        due = anniversary(terms.starts_on, number * plan.size)
        yield due, plan.worth(number + 1) - plan.worth(number)


def committed(terms: Terms, first: date, last: date, today: date) -> Committed:
    """What is due from `first` to `last`, and what of it after `today`: the sums of these payments.

    Payments in a row are worth what the contract costs until the end of the last less what it cost before the first,
    so that none is looked at by itself.
    """
    plan = _Plan(terms, today)
    before, after = plan.due_until(first - ONE_DAY), plan.due_until(last)
    if before >= after:
        return Committed()
    paid = min(max(plan.due_until(today), before), after)
    end = plan.worth(after)
    return Committed(end - plan.worth(before), end - plan.worth(paid))


def next_term(terms: Terms, last: date, today: date) -> Terms:
    """The term after this one until its last day; it begins at the price of the contract year that it continues."""
    first = terms.ends_on + ONE_DAY
    year = max(0, _whole_months(terms.starts_on, first) // MONTHS)
    annual = price(terms, year, _Plan(terms, today).priced)
    return replace(terms, starts_on=first, ends_on=last, annual=annual)


class _Plan:
    """The payments of a contract by their number from 0; each covers `size` months, the last what is left."""

    def __init__(self, terms: Terms, today: date) -> None:
        self.terms = terms
        length = min(months_within(terms.starts_on, terms.ends_on + ONE_DAY), LONGEST)
        self.length: int | Fraction = int(length) if length.denominator == 1 else length
        whole = -(-length.numerator // length.denominator)
        self.size = whole if terms.schedule == IN_ADVANCE else PERIODS.get(terms.schedule, 1)
        self.count = -(-whole // self.size) if whole else 0
        self.priced = max(0, _whole_months(terms.starts_on, max(today, terms.starts_on)) // MONTHS)

    def due_until(self, day: date) -> int:
        """How many payments are due until a day."""
        if day < self.terms.starts_on:
            return 0
        return min(_whole_months(self.terms.starts_on, day) // self.size + 1, self.count)

    def worth(self, count: int) -> Decimal:
        """What the months of the first `count` payments cost, every contract year rounded by itself."""
        reached = count * self.size
        years, rest = divmod(reached if reached < self.length else self.length, MONTHS)
        if self.terms.uplift != PERCENT or years <= self.priced:
            annual = cents(self.terms.annual)
            full = annual * int(years)
        else:
            annual = price(self.terms, int(years), self.priced)
            full = sum((price(self.terms, year, self.priced) for year in range(int(years))), ZERO)
        return full + part(annual, rest, MONTHS) if rest else full


def _whole_months(first: date, day: date) -> int:
    """How many anniversaries of `first`, by months, have come until `day`."""
    has_come = day.day >= first.day or (day + ONE_DAY).day == 1
    return (day.year - first.year) * MONTHS + day.month - first.month - (not has_come)
