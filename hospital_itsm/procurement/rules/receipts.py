"""How much of an order came, and what of a delivery is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Delivery:
    """One line of an order: pieces ordered, and those that came so far."""

    ordered: int
    came: int

    @property
    def missing(self) -> int:
        """Pieces that are still to come."""
        return self.ordered - self.came


class Fault(StrEnum):
    """Why a delivery is refused."""

    NOTHING = "nothing"
    UNKNOWN = "unknown"
    NEGATIVE = "negative"
    TOO_MANY = "too_many"


def faults_of(order: Mapping[int, Delivery], quantities: Mapping[int, int]) -> dict[int | None, Fault]:
    """What is wrong with a delivery of these pieces a line; `{None: ...}` where it is of nothing at all."""
    faults: dict[int | None, Fault] = {}
    for line, count in quantities.items():
        if line not in order:
            faults[line] = Fault.UNKNOWN
        elif count < 0:
            faults[line] = Fault.NEGATIVE
        elif count > order[line].missing:
            faults[line] = Fault.TOO_MANY
    if not faults and not any(quantities.values()):
        faults[None] = Fault.NOTHING
    return faults


def is_whole(order: Mapping[int, Delivery], quantities: Mapping[int, int]) -> bool:
    """Is everything there once these pieces came?"""
    return all(one.missing <= quantities.get(line, 0) for line, one in order.items())
