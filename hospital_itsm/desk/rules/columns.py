"""The columns of the table of the queue: which are shown, in which order (pure)."""

from collections.abc import Sequence
from typing import Final

SUBJECT: Final = "subject"
CODES: Final = (
    "priority", "key", SUBJECT, "requester", "unit", "site", "service", "asset", "state", "assignee", "team",
    "opened", "replied", "resolve", "respond", "reports",
)  # fmt: skip
USUAL: Final = ("priority", "key", SUBJECT, "resolve", "unit", "state", "assignee", "team", "opened")
UP, DOWN, ADD, DROP, RESET = "up", "down", "add", "drop", "reset"
SEPARATOR: Final = ","


def read(text: str) -> tuple[str, ...]:
    """The columns that the text of an address names, each once; the subject is always among them.

    Empty where it names none. Raises ValueError for one there is not.
    """
    named = tuple(dict.fromkeys(one for one in text.split(SEPARATOR) if one))
    if unknown := [one for one in named if one not in CODES]:
        raise ValueError(unknown[0])
    return named if not named or SUBJECT in named else (SUBJECT, *named)


def written(columns: Sequence[str]) -> str:
    """The columns as they stand in an address."""
    return SEPARATOR.join(columns)


def pressed(columns: Sequence[str], press: str, code: str = "") -> tuple[str, ...]:
    """The columns after one press; a press that changes nothing leaves them. Raises ValueError for no such press."""
    if press == RESET:
        return USUAL
    if code not in CODES or press not in (UP, DOWN, ADD, DROP):
        raise ValueError(press)
    kept = list(columns)
    if press == ADD and code not in kept:
        kept.append(code)
    elif press == DROP and code in kept and code != SUBJECT:
        kept.remove(code)
    elif press in (UP, DOWN) and code in kept:
        at = kept.index(code)
        to = max(0, min(len(kept) - 1, at + (-1 if press == UP else 1)))
        kept.insert(to, kept.pop(at))
    return tuple(kept)
