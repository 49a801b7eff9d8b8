"""Which lines of a bell a new message takes in: those about its ticket, and those of its kind once they are many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

WINDOW = timedelta(minutes=15)
"""An unread line takes in what comes within this time of its newest message."""
MANY = 3
"""So many unread lines of one kind stand for themselves; the next one folds them."""


@dataclass(frozen=True)
class Line:
    """An unread line: `about` names what all its messages are about, `kind` what they all are; empty where they differ.

    One that has neither stands alone: urgent messages never fold.
    """

    kind: str
    about: str
    times: int = 1


def taken_in(message: Line, lines: Sequence[Line]) -> list[int]:
    """The places of the lines that a new message folds with, among the unread ones of the last minutes."""
    same = [place for place, line in enumerate(lines) if message.about and line.about == message.about]
    if same:
        return same
    alike = [place for place, line in enumerate(lines) if message.kind and line.kind == message.kind]
    is_folded = any(lines[place].times > 1 and not lines[place].about for place in alike)
    return alike if is_folded or len(alike) >= MANY else []


def folded(message: Line, lines: Sequence[Line]) -> Line:
    """The line that a message makes with those it takes in."""
    every = [message, *lines]
    return Line(
        kind=message.kind if all(line.kind == message.kind for line in every) else "",
        about=message.about if all(line.about == message.about for line in every) else "",
        times=sum(line.times for line in every),
    )
