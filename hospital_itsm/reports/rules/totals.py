"""Sums and averages: exact decimals, and never of two currencies together."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

CENT: Final = Decimal("0.01")


@dataclass(frozen=True)
class Total:
    """The values of one column in one currency (empty for plain numbers): how many there are, and their sum."""

    column: str
    currency: str
    of: int
    whole: Decimal

    @property
    def label(self) -> str:
        """ "Amount, USD"."""
        return f"{self.column}, {self.currency}" if self.currency else self.column

    @property
    def average(self) -> Decimal:
        """The average with two digits behind the point; half a cent counts up."""
        return (self.whole / self.of).quantize(CENT, ROUND_HALF_UP)
