"""Which approvals an amount needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Rung:
    """From this amount on, this approver is asked; `position` orders those of one amount."""

    from_amount: Decimal
    position: int
    approver: str


def approvers_for(amount: Decimal, rungs: Iterable[Rung]) -> list[str]:
    """The approvers in the order in which they are asked, each once; empty where no rung is reached.

    A rung counts from its amount on, to the cent: 10,000.00 is asked of who is asked from 10,000.
    """
    reached = sorted(
        (rung for rung in rungs if rung.from_amount <= amount),
        key=lambda rung: (rung.from_amount, rung.position),
    )
    return list(dict.fromkeys(rung.approver for rung in reached))
