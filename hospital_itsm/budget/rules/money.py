"""Exact money: parts of an amount that add up to it, to the cent."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

CENT: Final = Decimal("0.01")
ZERO: Final = Decimal("0.00")
MONTHS: Final = 12


def cents(value: Fraction | Decimal | int) -> Decimal:
    """The nearest amount in cents; half a cent goes away from zero."""
    return _rounded(*value.as_integer_ratio())


def part(amount: Decimal, count: Fraction | int, whole: int) -> Decimal:
    """`count` of `whole` equal parts of an amount, in cents."""
    above, below = amount.as_integer_ratio()
    more, less = count.as_integer_ratio()
    return _rounded(above * more, below * less * whole)


def _rounded(above: int, below: int) -> Decimal:
    nearest = (200 * abs(above) + below) // (2 * below)
    return Decimal(nearest if above >= 0 else -nearest).scaleb(-2)


def share(amount: Decimal, begun: Fraction, ended: Fraction) -> Decimal:
    """The part of an amount between two places of it, 0 to 1; neighboring parts add up to what they cover."""
    return cents(Fraction(amount) * ended) - cents(Fraction(amount) * begun)


def even_parts(amount: Decimal, count: int = MONTHS) -> list[Decimal]:
    """An amount in `count` parts that differ by a cent at most and add up to it."""
    return [share(amount, Fraction(n, count), Fraction(n + 1, count)) for n in range(count)]


def total(amounts: Sequence[Decimal]) -> Decimal:
    """The sum, zero for none."""
    return sum(amounts, ZERO)
