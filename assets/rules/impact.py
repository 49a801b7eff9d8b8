"""What fails if this fails, and what this needs: a walk over relations that handles cycles (domain/1 A16)."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

DEEPEST: Final = 6
MOST: Final = 5_000
REVERSED: Final = frozenset({"powers"})
"""Kinds whose first end is needed by the second; with all others the first needs the second."""

Key = tuple[str, int]
"""("asset", pk) or ("service", pk)."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One relation as it is stored."""

    kind: str
    first: Key
    second: Key

    @property
    def dependent(self) -> Key:
        """The end that fails when the other does."""
        return self.second if self.kind in REVERSED else self.first

    @property
    def needed(self) -> Key:
        """The end the other needs."""
        return self.first if self.kind in REVERSED else self.second


@dataclass(frozen=True, slots=True)
class Reached:
    """A thing the walk reached: how many steps away, from which thing, by which kind of relation."""

    key: Key
    depth: int
    by: Key
    kind: str


@dataclass(frozen=True)
class Walk:
    """Everything reached from one thing, nearest first, each thing once however many ways lead to it.

    `is_cut` says that there is more than `MOST` things or more than the asked depth.
    """

    start: Key
    reached: tuple[Reached, ...] = ()
    is_cut: bool = False
    children: Mapping[Key, tuple[Reached, ...]] = field(default_factory=dict)

    @cached_property
    def found(self) -> frozenset[Key]:
        """The keys of all things reached."""
        return frozenset(one.key for one in self.reached)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a walk and how many more things it may reach."""

    number: int
    room: int


Edges = Callable[[Collection[Key]], Iterable[Edge]]
"""Given things, the relations that lead one step further from any of them."""


def dependents_of(start: Key, edges: Edges, depth: int = DEEPEST, most: int = MOST) -> Walk:
    """What fails if `start` fails."""
    return _walk(start, edges, depth, most, towards="dependent")


def needs_of(start: Key, edges: Edges, depth: int = DEEPEST, most: int = MOST) -> Walk:
    """What `start` needs to work."""
    return _walk(start, edges, depth, most, towards="needed")


def _walk(start: Key, edges: Edges, depth: int, most: int, *, towards: str) -> Walk:
    seen, front = {start}, [start]
    found: list[Reached] = []
    for step in range(1, depth + 1):
        room = most - len(found)
        new = _next(edges(front), towards, seen, Step(step, room))
        found += new[:room]
        front = [one.key for one in new[:room]]
        if len(new) > room:
            return _done(start, found, is_cut=True)
        if not front:
            return _done(start, found, is_cut=False)
    return _done(start, found, is_cut=bool(_next(edges(front), towards, seen, Step(depth + 1, 0))))


def _next(edges: Iterable[Edge], towards: str, seen: set[Key], step: Step) -> list[Reached]:
    """Things not seen before, and no more edges are read than tell that there is no room for all of them."""
    new: list[Reached] = []
    for edge in edges:
        there, here = (
            (edge.dependent, edge.needed) if towards == "dependent" else (edge.needed, edge.dependent)
        )
        if there not in seen:
            seen.add(there)
            new.append(Reached(there, step.number, here, edge.kind))
            if len(new) > step.room:
                break
    return new


def _done(start: Key, found: list[Reached], *, is_cut: bool) -> Walk:
    children: dict[Key, list[Reached]] = {}
    for one in found:
        children.setdefault(one.by, []).append(one)
    return Walk(start, tuple(found), is_cut, {key: tuple(rows) for key, rows in children.items()})
