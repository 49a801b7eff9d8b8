"""How a contract stands on a day."""

from datetime import date
from typing import Final

DRAFT: Final = "draft"
COMING: Final = "coming"
ACTIVE: Final = "active"
IN_FORCE: Final = "in_force"
EXPIRING: Final = "expiring"
SOON_DAYS: Final = 90
"""From so many days before its last day on a contract is expiring."""
EXPIRED: Final = "expired"
TERMINATED: Final = "terminated"


def state_on(status: str, starts_on: date, ends_on: date, today: date) -> str:
    """The state on `today` of a contract with this status and term, first and last day included."""
    if status != ACTIVE:
        return status
    if today < starts_on:
        return COMING
    if today > ends_on:
        return EXPIRED
    return EXPIRING if days_left(ends_on, today) <= SOON_DAYS else IN_FORCE


def days_left(ends_on: date, today: date) -> int:
    """Days after `today` on which the contract still holds; negative once it has run out."""
    return (ends_on - today).days
