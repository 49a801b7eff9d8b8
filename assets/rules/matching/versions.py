"""Software versions: how they compare, and ranges of them in a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

_PARTS = re.compile(r"[0-9]+|[A-Za-z]+")
_LONGEST_PART = 12
_BEFORE_RELEASE = frozenset(("ALPHA", "BETA", "RC"))

_VERSION = r"[vV]?\.?\s?([0-9]{1,6}(?:\.[0-9A-Za-z]{1,8}){0,6})"
_NOUN = r"(?:software|firmware|versions?|revisions?|releases?|builds?|ver|rev|sw|fw|v)\b\.?"
_NOUNS = rf"(?:software|firmware|{_NOUN})(?:\s+{_NOUN}){{0,3}}\s*[:#]?\s*"
_BETWEEN = re.compile(
    rf"{_NOUNS}{_VERSION}\s*(?:through|thru|to|[-\u2013\u2014])\s*(?:{_NOUN}\s*){{0,3}}{_VERSION}",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    rf"{_NOUNS}(?:up\s+to\s+and\s+including|up\s+to|through|<=|\u2264|not\s+later\s+than)\s*{_VERSION}"
    rf"|{_NOUNS}{_VERSION}\s*(?:,|\()?\s*(?:and|or|&)\s+(?:all\s+)?(?:prior|earlier|below|lower|older|previous)"
    rf"|\u2264\s*{_VERSION}|<=\s*{_VERSION}",
    re.IGNORECASE,
)
_BELOW = re.compile(
    rf"{_NOUNS}(?:prior\s+to|before|earlier\s+than|lower\s+than|older\s+than|below|<)\s*(?:{_NOUN}\s*){{0,3}}{_VERSION}",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    rf"{_NOUNS}(?:>=|\u2265|from|since)\s*{_VERSION}"
    rf"|{_NOUNS}{_VERSION}\s*(?:and|or|&)\s+(?:all\s+)?(?:later|above|higher|newer|greater)",
    re.IGNORECASE,
)
_EXACTLY = re.compile(
    rf"{_NOUNS}{_VERSION}((?:\s*(?:,|and|or|&)\s*{_VERSION}(?![0-9A-Za-z.-]))*)", re.IGNORECASE
)
_EACH = re.compile(_VERSION)

VersionKey = tuple[tuple[int, str], ...]


def version_key(text: str) -> VersionKey:
    """The parts of a version as they compare: 3.2rc1 before 3.2, 3.2a after it; empty where it has no parts."""
    parts = [part.upper() for part in _PARTS.findall(text) if part.upper() != "V"]
    return () if any(len(part) > _LONGEST_PART for part in parts) else tuple(map(_part_key, parts))


def _part_key(part: str) -> tuple[int, str]:
    if part.isdigit():
        return int(part), ""
    return (-1, part) if part in _BEFORE_RELEASE else (0, part)


def compare(one: VersionKey, other: VersionKey) -> int:
    """Below 0, 0 or above 0; missing parts count as 0, so that 3.2 is 3.2.0."""
    for left, right in zip_longest(one, other, fillvalue=(0, "")):
        if left != right:
            return -1 if left < right else 1
    return 0


@dataclass(frozen=True)
class VersionRange:
    """From one version to another; an empty end is open, `is_below` leaves the upper one out."""

    lowest: str = ""
    highest: str = ""
    is_below: bool = False

    def holds(self, version: str) -> bool:
        """Is this version in it?"""
        here = version_key(version)
        if self.lowest and compare(here, version_key(self.lowest)) < 0:
            return False
        if not self.highest:
            return True
        distance = compare(here, version_key(self.highest))
        return distance < 0 or (distance == 0 and not self.is_below)

    def __str__(self) -> str:
        if self.lowest == self.highest:
            return self.lowest
        mark = "<" if self.is_below else "\u2264"
        return f"{self.lowest}\u2013{self.highest}" if self.lowest and self.highest else (
            f"{mark} {self.highest}" if self.highest else f"\u2265 {self.lowest}"
        )  # fmt: skip


def versions_in(text: str) -> tuple[VersionRange, ...]:
    """Every range of versions a text names, each phrase read once."""
    found: list[VersionRange] = []
    rest = text
    for pattern, build in (
        (_BETWEEN, lambda ends: VersionRange(ends[0], ends[1])),
        (_AT_MOST, lambda ends: VersionRange(highest=ends[0])),
        (_BELOW, lambda ends: VersionRange(highest=ends[0], is_below=True)),
        (_AT_LEAST, lambda ends: VersionRange(lowest=ends[0])),
    ):
        for match in pattern.finditer(rest):
            found.append(build([end.rstrip(".") for end in match.groups() if end]))
        rest = pattern.sub(" ", rest)
    found += (VersionRange(version, version) for version in _single(rest))
    return tuple(dict.fromkeys(found))


def _single(text: str) -> Iterator[str]:
    for match in _EXACTLY.finditer(text):
        yield match.group(1).rstrip(".")
        yield from (more.rstrip(".") for more in _EACH.findall(match.group(2)))
