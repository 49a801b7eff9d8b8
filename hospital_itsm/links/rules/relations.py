"""What a relation means for the two ends of a link, and which links would lead in a circle."""

from collections.abc import Callable, Iterable
from typing import Final

SAME_PROBLEM: Final = "same_problem"
ONE_WAY: Final = frozenset({"blocks", "child_of"})
"""Kinds that never lead in a circle."""

STORED: Final = {
    "same_problem": ("same_problem", True),
    "caused_by": ("caused_by", True),
    "causes": ("caused_by", False),
    "blocks": ("blocks", True),
    "blocked_by": ("blocks", False),
    "child_of": ("child_of", True),
    "parent_of": ("child_of", False),
}
"""Each relation as a stored kind, and whether the ticket it is seen from is the source."""
SEEN: Final = {seen: relation for relation, seen in STORED.items()}


def ends(relation: str, here: int, there: int) -> tuple[str, int, int]:
    """Kind, source and target of a relation that `here` has to `there`; the same problem begins at the older one."""
    kind, is_source = STORED[relation]
    if kind == SAME_PROBLEM:
        return kind, min(here, there), max(here, there)
    return (kind, here, there) if is_source else (kind, there, here)


def relation_of(kind: str, *, from_source: bool) -> str:
    """What a stored kind says seen from one of its ends."""
    return SEEN[(kind, from_source or kind == SAME_PROBLEM)]


def leads_back(source: int, target: int, next_of: Callable[[frozenset[int]], Iterable[int]]) -> bool:
    """Would a link from source to target close a circle? `next_of` says which tickets links from these lead to."""
    reached: set[int] = set()
    frontier = frozenset({target})
    while frontier:
        if source in frontier:
            return True
        reached |= frontier
        frontier = frozenset(next_of(frontier)) - reached
    return False
