"""The life of a remote-access session: which step leads where, how long it may last, when it is overdue."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

ASKED: Final = "asked"
APPROVED: Final = "approved"
REFUSED: Final = "refused"
WITHDRAWN: Final = "withdrawn"
OPEN: Final = "open"
ENDED: Final = "ended"

LONGEST: Final = timedelta(hours=72)
"""Whoever needs longer asks again: nothing stays open because nobody looked."""


@dataclass(frozen=True)
class Step:
    """A step from some states to one."""

    before: tuple[str, ...]
    after: str


STEPS: Final = {
    "approve": Step((ASKED,), APPROVED),
    "refuse": Step((ASKED, APPROVED), REFUSED),
    "withdraw": Step((ASKED, APPROVED), WITHDRAWN),
    "open": Step((APPROVED,), OPEN),
    "extend": Step((OPEN,), OPEN),
    "end": Step((OPEN,), ENDED),
}
GOING: Final = (ASKED, APPROVED, OPEN)
"""States that something still follows."""


def steps_from(state: str) -> list[str]:
    """The steps that lead on from a state."""
    return [name for name, step in STEPS.items() if state in step.before]


def times_fault(starts_at: datetime, until_at: datetime, now: datetime) -> str:
    """The code of what is wrong with the times: order, past, long; "" where they are good."""
    if until_at <= starts_at:
        return "order"
    if until_at <= now:
        return "past"
    return "long" if until_at - starts_at > LONGEST else ""


def opening_fault(starts_at: datetime, until_at: datetime, now: datetime) -> str:
    """Why the hour does not let it be opened: early, late; "" where it does."""
    if now < starts_at:
        return "early"
    return "late" if now >= until_at else ""


def is_overdue(state: str, until_at: datetime, now: datetime) -> bool:
    """Is it still open after its end?"""
    return state == OPEN and now >= until_at


def is_missed(state: str, until_at: datetime, now: datetime) -> bool:
    """Was it never opened, though its time is over?"""
    return state in (ASKED, APPROVED) and now >= until_at
