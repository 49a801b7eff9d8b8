"""What a step asks for before it is done, and when it may be (domain 3.11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

OPEN, DONE, NOT_APPLICABLE = "open", "done", "not_applicable"

FIELD_OF: Final = {
    "note": "note",
    "file": "file",
    "date": "dated_on",
    "certificates": "certificates",
    "contract": "contract",
    "ticket": "ticket",
    "signature": "signed_name",
}
"""The field that holds each kind of evidence."""


class Hindrance(StrEnum):
    """Why a step cannot be done or left out."""

    NOT_YET = "not-yet"
    MAY_NOT_SKIP = "may-not-skip"


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it stands."""

    position: int
    state: str = OPEN
    may_skip: bool = True


def is_last(step: Step, steps: Iterable[Step]) -> bool:
    """Is it the gate at the end of its procedure?"""
    return step.position == max(one.position for one in steps)


def hindrance_to(step: Step, steps: Iterable[Step], *, skip: bool = False) -> Hindrance | None:
    """What stands against doing (or leaving out) a step: the last one waits for all others, their order is free."""
    known = list(steps)
    if skip and not step.may_skip:
        return Hindrance.MAY_NOT_SKIP
    if is_last(step, known) and open_ones(known) - {step.position}:
        return Hindrance.NOT_YET
    return None


def open_ones(steps: Iterable[Step]) -> set[int]:
    """The positions of what is still to do."""
    return {one.position for one in steps if one.state == OPEN}


def next_one(steps: Iterable[Step]) -> int:
    """The first step still to do; 0 where none is."""
    return min(open_ones(steps), default=0)
