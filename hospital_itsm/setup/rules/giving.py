"""What giving a version of promises to open tickets moves, counted: by ticket and by priority."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tickets.rules.effects import Effect

INLINE: Final = 50
"""So many tickets are given a version while its person waits; more are a job."""


@dataclass(frozen=True, slots=True)
class Moves:
    """How many deadlines come earlier, later, are withdrawn, and are missed by the change itself."""

    earlier: int = 0
    later: int = 0
    withdrawn: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """The moves of all tickets of one priority, and of how many of them any deadline moves."""

    priority: int
    tickets: int
    moving: int
    moves: Moves


def moves_of(changed: Sequence[Effect]) -> Moves:
    """Count what changes of one ticket. A promise that is late at once is counted as earlier, too."""
    withdrawn = sum(one.due_after is None for one in changed)
    later = sum(
        one.due_after is not None and one.due_before is not None and one.due_after > one.due_before
        for one in changed
    )
    return Moves(len(changed) - later - withdrawn, later, withdrawn, sum(one.late_at_once for one in changed))


def by_priority(rows: Iterable[tuple[int, Sequence[Effect]]]) -> list[Line]:
    """Add up priority and changes of many tickets, the most urgent priority first."""
    held: dict[int, list[Sequence[Effect]]] = {}
    for priority, changed in rows:
        held.setdefault(priority, []).append(changed)
    return [
        Line(priority, len(found), sum(bool(one) for one in found), total_of(map(moves_of, found)))
        for priority, found in sorted(held.items())
    ]


def total_of(many: Iterable[Moves]) -> Moves:
    """Add moves up."""
    rows = list(many)
    return Moves(
        sum(one.earlier for one in rows),
        sum(one.later for one in rows),
        sum(one.withdrawn for one in rows),
        sum(one.late for one in rows),
    )


def is_big(count: int) -> bool:
    """Is it worked by a job?"""
    return count > INLINE
