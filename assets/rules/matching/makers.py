"""Names of companies: written in many ways, known by several names."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache
from typing import Final

from vendors.rules.names import normalized

SIMILAR: Final = 0.85
_ALSO_NAMED = re.compile(
    r"\b(?:D\.?\s?/?B\.?\s?/?A\.?|DOING BUSINESS AS|FORMERLY|A\.?K\.?A\.?)\s", re.IGNORECASE
)


class Kinship(IntEnum):
    """How two names of companies relate."""

    DIFFERENT = 0
    UNKNOWN = 1
    SIMILAR = 2
    SAME = 3


plain_maker = lru_cache(maxsize=20_000)(normalized)
"""A company's name as it compares; the inventory holds few names many times."""


class Makers:
    """Compares companies; `aliases` gives, for a name in any spelling, the name it is known by here."""

    def __init__(self, aliases: Mapping[str, str] | None = None) -> None:
        self._known = {plain_maker(alias): plain_maker(name) for alias, name in (aliases or {}).items()}

    def names(self, text: str) -> frozenset[str]:
        """Every name a text gives a company, in the form they compare; empty for a blank one."""
        parts = {plain_maker(part) for part in (text, *_ALSO_NAMED.split(text))} - {""}
        return frozenset(self._known.get(part, part) for part in parts)

    def kinship(self, one: str, other: str) -> Kinship:
        """How two companies relate; UNKNOWN where one is blank."""
        left, right = self.names(one), self.names(other)
        if not left or not right:
            return Kinship.UNKNOWN
        if left & right:
            return Kinship.SAME
        return Kinship.SIMILAR if any(_similar(a, b) for a in left for b in right) else Kinship.DIFFERENT


@lru_cache(maxsize=50_000)
def _similar(one: str, other: str) -> bool:
    """One begins with all words of the other (Philips, Philips Healthcare), or few letters differ (Phillips)."""
    short, long = sorted((one.split(), other.split()), key=len)
    if long[: len(short)] == short and len(short[0]) > 2:
        return True
    return likeness(one, other) >= SIMILAR


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1; quick where they cannot be."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < SIMILAR or matcher.quick_ratio() < SIMILAR:
        return 0.0
    return matcher.ratio()
