"""What a contract commits a hospital to in a fiscal year: its payments, each due on a day, exact to the cent.

A contract year begins on the contract's first day and its anniversaries and costs the annual value. A payment covers
a month, a quarter, a year or the whole term and is due on its first day; one for a part of a month is a share by days.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from hospital_itsm.budget.rules.money import MONTHS, ZERO, cents

PERIODS: Final = {"monthly": 1, "quarterly": 3, "yearly": 12}
IN_ADVANCE, PERCENT, CPI = "in_advance", "percent", "cpi"
LONGEST_MONTHS: Final = 1_200


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


def anniversary(first: date, months: int) -> date:
    """The day `months` after `first`; the last of the month where that has no such day."""
    place = first.year * MONTHS + first.month - 1 + months
    year, month = place // MONTHS, place % MONTHS + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))


def months_within(first: date, after: date) -> Fraction:
    """Months from a day until another, which no longer counts; the last one a share by its days."""
    whole = (after.year - first.year) * MONTHS + after.month - first.month
    while whole > 0 and anniversary(first, whole) > after:
        whole -= 1
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
    after = terms.ends_on + timedelta(days=1)
    length = min(months_within(terms.starts_on, after), Fraction(LONGEST_MONTHS))
    now = max(0, int(months_within(terms.starts_on, max(today, terms.starts_on))) // MONTHS)
    size = int(-(-length // 1)) if terms.schedule == IN_ADVANCE else PERIODS.get(terms.schedule, 1)
    begun = 0
    while begun < length:
        due = anniversary(terms.starts_on, begun)
        if due > until:
            return
        ended = min(Fraction(begun + size), length)
        yield due, _worth(terms, ended, now) - _worth(terms, Fraction(begun), now)
        begun += size


def committed(terms: Terms, first: date, last: date, today: date) -> Committed:
    """What is due from `first` to `last`, and what of it after `today`."""
    whole = remaining = ZERO
    for due, amount in payments(terms, today, last):
        if due >= first:
            whole += amount
            remaining += amount if due > today else ZERO
    return Committed(whole, remaining)


def _worth(terms: Terms, months: Fraction, priced: int) -> Decimal:
    """What the first `months` of the contract cost, every contract year rounded by itself."""
    years, rest = divmod(months, MONTHS)
    full = sum((price(terms, year, priced) for year in range(int(years))), ZERO)
    return full + cents(Fraction(price(terms, int(years), priced)) * Fraction(rest) / MONTHS)
