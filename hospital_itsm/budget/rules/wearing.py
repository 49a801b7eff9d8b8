"""What a bought thing costs a year: its price in equal months over the years of its life (straight line)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from hospital_itsm.budget.rules.money import MONTHS, ZERO, share
from hospital_itsm.budget.rules.years import place_of

YEARS: Final = {
    "clinical_device": 10,
    "workstation": 5,
    "mobile": 3,
    "storage": 5,
    "server": 5,
    "network_device": 7,
    "access_point": 7,
    "power": 10,
}
OTHERWISE: Final = 5
"""Years of life by class of thing, and for every other class."""


def worn(price: Decimal, bought_on: date, years: int, first: date, last: date) -> Decimal:
    """The part of a price that falls between two days, by whole months; the month of the purchase is the first."""
    length = years * MONTHS
    begun = min(max(-place_of(first, bought_on), 0), length)
    ended = min(max(place_of(bought_on, last) + 1, 0), length)
    if ended <= begun:
        return ZERO
    return share(price, Fraction(begun, length), Fraction(ended, length))
