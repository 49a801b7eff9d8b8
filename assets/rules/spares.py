"""Which other device can stand in for one that fails, and which of them is nearest in the tree of places."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

UNKNOWN: Final = 1_000
"""The distance to a place nobody wrote down: farther than all others."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A device that works. `path` is that of its place ("/1/7/31/"), empty where unknown."""

    key: int
    tag: str
    path: str
    is_spare: bool
    is_same_model: bool


def distance(one: str, other: str) -> int:
    """How many doors lie between two places: the steps up from one to what holds both, and down to the other."""
    if not one or not other:
        return UNKNOWN
    here, there = one.strip("/").split("/"), other.strip("/").split("/")
    shared = 0
    for left, right in zip(here, there, strict=False):
        if left != right:
            break
        shared += 1
    return len(here) + len(there) - 2 * shared if shared else UNKNOWN


def nearest(path: str, candidates: Iterable[Candidate], most: int) -> list[Candidate]:
    """The best ones first: spares before what is in use somewhere, then the nearest, then the same model."""

    def order(one: Candidate) -> tuple[bool, int, bool, str]:
        return not one.is_spare, distance(path, one.path), not one.is_same_model, one.tag

    return sorted(candidates, key=order)[:most]
