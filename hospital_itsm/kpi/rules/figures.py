"""A figure of a period and scope, and what it means: its value, and how it stands against its target (domain 6.1)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from hospital_itsm.kpi.rules.definitions import (
    COUNT,
    DIFFERENCE,
    HIGHER,
    LOWER,
    RATIO,
    SUM,
    Definition,
)

MET, NEAR, MISSED, UNJUDGED, FEW = "met", "near", "missed", "unjudged", "few"
FEWEST: Final = 5
"""With fewer records a figure is shown and not judged."""
NEAR_POINTS: Final = Decimal(5)
HUNDRED: Final = Decimal(100)
JUDGED_WHATEVER: Final = (COUNT, DIFFERENCE)
"""How many there are is judged however few were looked at."""


@dataclass(frozen=True)
class Scope:
    """Which site (its key) and which domain; None and "" are the whole hospital."""

    site: int | None = None
    domain: str = ""


WHOLE: Final = Scope()


@dataclass(frozen=True)
class Sums:
    """What the cells of a period and scope come to. `day` is the last day of a state."""

    n: int
    numerator: Decimal
    denominator: Decimal
    day: date | None = None
    currency: str = ""

    def less(self, other: "Sums | None") -> "Sums":
        """This without the other."""
        taken = other or Sums(0, Decimal(0), Decimal(0))
        return Sums(
            self.n + taken.n, self.numerator - taken.numerator, self.denominator + taken.denominator, self.day
        )


@dataclass(frozen=True)
class Figure:
    """One figure. `value` is in the unit of its definition; `median` and `p90` stand beside a mean."""

    definition: Definition
    sums: Sums
    value: Decimal
    median: Decimal | None = None
    p90: Decimal | None = None
    target: Decimal | None = None
    counted_at: datetime | None = None

    @property
    def verdict(self) -> str:
        """How it stands against its target."""
        return judged(self.definition, self.value, self.target, self.sums.n)


def value_of(definition: Definition, sums: Sums) -> Decimal | None:
    """The value in the unit of the definition; None where nothing was counted."""
    if not sums.n:
        return None
    if definition.kind in (COUNT, SUM, DIFFERENCE):
        return sums.numerator
    if not sums.denominator:
        return None
    share = sums.numerator / sums.denominator
    return HUNDRED * share if definition.kind == RATIO else share


def judged(definition: Definition, value: Decimal, target: Decimal | None, n: int) -> str:
    """Met, near (within five points of a share, within a tenth of anything else), missed, or not judged."""
    if target is None or definition.better not in (HIGHER, LOWER):
        return UNJUDGED
    if n < FEWEST and definition.kind not in JUDGED_WHATEVER:
        return FEW
    short = target - value if definition.better == HIGHER else value - target
    if short <= 0:
        return MET
    near = NEAR_POINTS if definition.kind == RATIO else abs(target) / 10
    return NEAR if short <= near else MISSED


def is_better(definition: Definition, now: Decimal, before: Decimal) -> bool | None:
    """Did it get better? None where it stayed, or where neither way is better."""
    if now == before or definition.better not in (HIGHER, LOWER):
        return None
    return (now > before) == (definition.better == HIGHER)


def shortened(amount: Decimal) -> Decimal:
    """An amount to four places, without zeros at its end."""
    exact = round(amount, 4)
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize()
