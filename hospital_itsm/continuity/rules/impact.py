"""Clinical-impact minutes of one incident (domain/6 §6.2): minutes out, times the care class, times the scope.

A major incident is one incident and counted once, by the most critical of its units; its tickets count no more.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Final

WEIGHTS: Final = {"A": Fraction(3), "B": Fraction(2), "C": Fraction(1), "D": Fraction(1, 2), "E": Fraction(0)}
SCOPES: Final = {1: Fraction(4), 2: Fraction(2), 3: Fraction(1), 4: Fraction(1, 2)}
FIRST_TIERS: Final = frozenset({"0", "1"})


def weight_of(classes: Iterable[str]) -> Fraction:
    """The weight of the most critical class; nothing where no unit is hit."""
    return max((WEIGHTS[one] for one in classes), default=Fraction(0))


def impact_of(tiers: Iterable[str], areas: int, ticket_impact: int | None) -> int:
    """1 with a service of tier 0 or 1 or two units and more, else what the ticket says, else 2 (domain/2 §2.2)."""
    if areas >= 2 or FIRST_TIERS & set(tiers):
        return 1
    return min(ticket_impact or 2, 2)


def impact_minutes(began: datetime, restored: datetime, weight: Fraction, impact: int) -> Fraction:
    """The figure, exact; never below zero."""
    span = max(restored - began, timedelta(0))
    return Fraction(span // timedelta(seconds=1), 60) * weight * SCOPES[impact]
