"""What an option costs, what of an order is still to be paid, what a budget line has left.

Amounts that meet are of one currency: nothing is ever converted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

ZERO: Final = Decimal("0.00")


def cost_of(lines: Iterable[tuple[int, Decimal]], extra: Decimal) -> Decimal:
    """The sum of quantities times unit prices, and shipping and taxes; exact to the cent."""
    return sum((count * price for count, price in lines), ZERO) + extra


@dataclass(frozen=True)
class Owed:
    """A purchase as a commitment of its year: all of it, and what of it no invoice has claimed yet."""

    whole: Decimal
    remaining: Decimal


def owed(amount: Decimal, invoiced: Decimal, *, is_closed: bool) -> Owed:
    """What a purchase binds. Invoices above the order bind as much as they say; what is closed is owed no more."""
    if is_closed:
        return Owed(invoiced, ZERO)
    return Owed(max(amount, invoiced), max(amount - invoiced, ZERO))


def left_of(planned: Decimal, spent: Decimal, promised: Decimal) -> Decimal:
    """What a line can still take; below zero where it is overdrawn already."""
    return planned - spent - promised
