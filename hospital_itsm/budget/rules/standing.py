"""Planned, spent, still to come: what a year will have cost, and how far that is from the plan."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from hospital_itsm.budget.rules.money import ZERO

OVER, NEAR, UNDER, UNPLANNED, NOTHING = "over", "near", "under", "unplanned", "nothing"
NEAR_PERCENT: Final = Decimal("2.0")


@dataclass(frozen=True)
class Standing:
    """Money of a line or a group of lines in one currency. `planned_so_far` is the plan until the present month."""

    planned: Decimal = ZERO
    planned_so_far: Decimal = ZERO
    committed: Decimal = ZERO
    remaining: Decimal = ZERO
    actual: Decimal = ZERO

    def __add__(self, other: "Standing") -> "Standing":
        """Both together."""
        return Standing(
            self.planned + other.planned,
            self.planned_so_far + other.planned_so_far,
            self.committed + other.committed,
            self.remaining + other.remaining,
            self.actual + other.actual,
        )

    @property
    def forecast(self) -> Decimal:
        """Spent until now and what is committed for the rest of the year (domain 6.6)."""
        return self.actual + self.remaining

    @property
    def variance(self) -> Decimal:
        """How far the forecast is above the plan; below it is negative."""
        return self.forecast - self.planned

    @property
    def percent(self) -> Decimal | None:
        """The variance in percent of the plan; None where nothing is planned."""
        if not self.planned:
            return None
        return (self.variance / self.planned * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def verdict(self) -> str:
        """Over the plan, near it (within two percent below), under it, not planned at all, or nothing."""
        if not self.planned:
            return UNPLANNED if self.forecast > 0 else NOTHING
        if self.variance > 0:
            return OVER
        return NEAR if self.variance * 100 >= -NEAR_PERCENT * self.planned else UNDER
