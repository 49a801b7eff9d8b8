"""Serial and lot numbers: how they compare, and sets of single numbers, ranges and beginnings."""

import re
from dataclasses import dataclass, field
from typing import Final

_MARKS = re.compile(r"[^A-Z0-9]+")
_PREFIX = re.compile(
    r"\s*(?:S/?N|SERIAL(?:\s*(?:NO|NUMBER))?|LOT(?:\s*(?:NO|NUMBER))?)\s*[.:#]+\s*", re.IGNORECASE
)
_RUNS = re.compile(r"[0-9]+|[^0-9]+")
LONGEST_CODE: Final = 40
_MOST_DIGITS: Final = 40

Key = tuple[tuple[str, ...], tuple[int, ...]]


def plain_code(text: str) -> str:
    """A number as it compares: capitals and digits only, without `SN:` in front."""
    return _MARKS.sub("", _PREFIX.sub("", text[: 2 * LONGEST_CODE], count=1).upper())


def sort_key(code: str) -> Key | None:
    """Letters and numbers of a code apart, so that A9 comes before A10; None for an overlong one."""
    if len(code) > _MOST_DIGITS:
        return None
    runs = _RUNS.findall(code)
    letters = tuple("" if run.isdigit() else run for run in runs)
    return letters, tuple(int(run) if run.isdigit() else -1 for run in runs)


@dataclass(frozen=True)
class CodeRange:
    """From one code to another, both included; they differ in their numbers only."""

    first: str
    last: str

    @classmethod
    def between(cls, first: str, last: str) -> "CodeRange | None":
        """The range between two codes, `A100 to 250` meaning A250; None where they cannot be ends of one."""
        begin, end = plain_code(first), plain_code(last)
        if end.isdigit() and not begin.isdigit():
            end = begin.rstrip("0123456789") + end
        low, high = sort_key(begin), sort_key(end)
        if low is None or high is None or low[0] != high[0] or low[1] > high[1]:
            return None
        return cls(begin, end)

    def holds(self, code: str) -> bool:
        """Is this plain code between the ends, with the same letters in the same places?"""
        low, here, high = sort_key(self.first), sort_key(code), sort_key(self.last)
        if low is None or here is None or high is None or low[0] != here[0]:
            return False
        return low[1] <= here[1] <= high[1]

    def may_hold(self, code: str) -> bool:
        """Would it hold the code without the letters around its number?"""
        ends = self.first + self.last
        numbers = re.findall(r"[0-9]+", code)
        return ends.isdigit() and not code.isdigit() and any(self.holds(number) for number in numbers)


@dataclass(frozen=True)
class CodeSet:
    """The numbers a notice lists. `is_unread` says that it names some that could not be read."""

    singles: frozenset[str] = frozenset()
    ranges: tuple[CodeRange, ...] = ()
    beginnings: tuple[str, ...] = field(default=())
    is_unread: bool = False

    @property
    def is_named(self) -> bool:
        """Does the notice limit itself by such numbers?"""
        return bool(self.singles or self.ranges or self.beginnings or self.is_unread)

    def holds(self, code: str) -> bool:
        """Is this plain code listed?"""
        return (
            code in self.singles
            or any(span.holds(code) for span in self.ranges)
            or any(code.startswith(beginning) for beginning in self.beginnings)
        )

    def may_hold(self, code: str) -> bool:
        """Could it be meant, written with other letters around or without its leading zeros?"""
        bare = code.lstrip("0")
        return any(span.may_hold(code) for span in self.ranges) or any(
            single.lstrip("0") == bare for single in self.singles if bare
        )
