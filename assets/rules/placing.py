"""Which place may lie in which."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

ORDER: Final = ("site", "building", "floor", "area", "room", "bed")
"""From the largest to the smallest; steps may be left out."""


class Misplaced(StrEnum):
    """Why a place cannot lie there."""

    TOP_IS_A_SITE = "top"
    NOT_IN_A_SMALLER = "smaller"
    IN_ITSELF = "cycle"


def fault(kind: str, parent_kind: str | None, own_path: str = "", parent_path: str = "") -> Misplaced | None:
    """Why a place of this kind cannot lie in one of `parent_kind` (None for nowhere); None where it can.

    The paths are those of `Location.path`; a place without one has not been stored yet.
    """
    if parent_kind is None:
        return None if kind == ORDER[0] else Misplaced.TOP_IS_A_SITE
    if own_path and parent_path.startswith(own_path):
        return Misplaced.IN_ITSELF
    return None if ORDER.index(parent_kind) < ORDER.index(kind) else Misplaced.NOT_IN_A_SMALLER


def kinds_inside(kind: str) -> Sequence[str]:
    """The kinds that may lie in a place of this kind."""
    return ORDER[ORDER.index(kind) + 1 :]


def path_of(key: int, parent_path: str) -> str:
    """The path of a stored place: the keys of all around it and its own."""
    return f"{parent_path or '/'}{key}/"
