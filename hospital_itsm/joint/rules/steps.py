"""The steps of a task: from where to where, and what each asks for."""

from dataclasses import dataclass
from typing import Final

OPEN: Final = "open"
DOING: Final = "doing"
DONE: Final = "done"
NOT_NEEDED: Final = "not_needed"
CALLED_OFF: Final = "called_off"

UNFINISHED: Final = frozenset({OPEN, DOING})
ENDED: Final = frozenset({DONE, NOT_NEEDED, CALLED_OFF})

START: Final = "start"
FINISH: Final = "finish"
SKIP: Final = "skip"
REOPEN: Final = "reopen"


@dataclass(frozen=True)
class TaskStep:
    """One step: where it may begin, where it leads, and whether it asks why."""

    verb: str
    begins: frozenset[str]
    to: str
    asks_why: bool = False


STEPS: Final = {
    row.verb: row
    for row in (
        TaskStep(START, frozenset({OPEN}), DOING),
        TaskStep(FINISH, UNFINISHED, DONE),
        TaskStep(SKIP, UNFINISHED, NOT_NEEDED, asks_why=True),
        TaskStep(REOPEN, ENDED, OPEN),
    )
}


def possible(state: str) -> tuple[str, ...]:
    """The steps that begin here, in the order of the table."""
    return tuple(row.verb for row in STEPS.values() if state in row.begins)
