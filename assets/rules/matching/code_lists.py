"""Lists of serial and lot numbers behind their labels."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from assets.rules.matching.codes import LONGEST_CODE, CodeRange, CodeSet, plain_code
from assets.rules.matching.periods import DATE

_NOUN = r"(?:Nos?\b\.?|Numbers?|\#s?|Codes?|Ranges?)"
_LABEL = re.compile(
    r"(?<![A-Za-z])(?P<names>(?:Lots?|Batch(?:es)?|Serials?|S/Ns?|SNs?)(?:\s*(?:/|and|or|&)\s*(?:Lots?|Batch(?:es)?|"
    rf"Serials?|Codes?))*)(?![A-Za-z])\.?(?:\s*/?\s*{_NOUN})*\s*(?:in\s+the\s+range|ranging\s+from|from|beginning\s+with"
    r"|starting\s+with)?\s*[:.#\-]*\s*",
    re.IGNORECASE,
)
_EXPIRY = re.compile(
    rf"[/(,]?\s*\b(?:no\s+)?(?:exp(?:iration|iry|\.|ires)?|use[\s-]?by)\b\.?(?:\s*dates?)?\s*[-:.]*\s*(?:{DATE})?\s*\)?",
    re.IGNORECASE,
)
_DATE = re.compile(rf"(?<![A-Za-z0-9/-]){DATE}(?![A-Za-z0-9/-])", re.IGNORECASE)
_ENUMERATOR = re.compile(r"(?<![A-Za-z0-9])[0-9]{1,2}\)\s")
_REMARK = re.compile(r"\((?=[^()]*[A-Za-z ])[^()]{0,60}\)")
_GAP = re.compile(r"(?:\s|,|;|\*\*|&|\band\b|\bor\b|\(|\)|\")*", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9\-./]*\*?|[A-Za-z]*[0-9][A-Za-z0-9\-./]*\*?")
_TO = re.compile(r"\s*(?:through|thru|to|until)\s+|\s+[-\u2013\u2014]\s+|\s*[\u2013\u2014]\s*", re.IGNORECASE)
_TWO_IN_ONE = re.compile(r"([A-Za-z]*)([0-9]+)-([A-Za-z]*)([0-9]+)")
_FEWEST_DIGITS: Final = 4
MOST_CODES: Final = 100_000
"""Read of one text. A label inside a list has the rest of it read again; without an end, that takes minutes."""
_BETWEEN = re.compile(r"between\s+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:and|&)\s*", re.IGNORECASE)
_OPEN_BEFORE = re.compile(
    r"(?:below|above|before|after|prior\s+to|up\s+to|under|over|(?:lower|less|greater|higher|later|earlier)\s+than|[<>])=?\s*",
    re.IGNORECASE,
)
_OPEN_AFTER = re.compile(
    r"\s*,?\s*(?:and|or|&)\s+(?:all\s+)?(?:below|lower|prior|earlier|before|above|higher|later|greater|up|after|onwards?)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\(?(?:please\s+)?(?:see|refer|attached|listed|enclosed|provided|available)\b", re.IGNORECASE
)
OPEN: Final = "?"
"""Stands in a list for what cannot be read: a list elsewhere, or an end left open."""


def codes_in(text: str) -> tuple[CodeSet, CodeSet]:
    """Serial numbers and lots of a text."""
    clean = _cleaned(text)
    serials, lots, left = _Collected(), _Collected(), MOST_CODES
    for label in _LABEL.finditer(clean):
        names = label.group("names").lower()
        listed = list(islice(_listed(clean, label.end()), left))
        left -= len(listed)
        if not left:
            listed.append(OPEN)
        if re.search(r"serial|sn|s/n", names):
            serials.add(listed)
        if re.search(r"lot|batch", names):
            lots.add(listed)
    return serials.as_set(), lots.as_set()


def _cleaned(text: str) -> str:
    """The text without expiry dates, numbering and remarks in parentheses between the codes."""
    bare = _EXPIRY.sub(" ", text)
    for pattern in (_ENUMERATOR, _REMARK):
        bare = pattern.sub(" ", bare)
    return bare


class _Collected:
    """Codes on the way into a set."""

    def __init__(self) -> None:
        self.singles: set[str] = set()
        self.ranges: list[CodeRange] = []
        self.beginnings: list[str] = []
        self.is_open = False
        self.is_named = False

    def add(self, listed: list[str | CodeRange]) -> None:
        self.is_named = True
        for code in listed:
            if code == OPEN:
                self.is_open = True
            elif isinstance(code, CodeRange):
                self.ranges.append(code)
            elif code.endswith("*"):
                self.beginnings.append(plain_code(code))
            else:
                self.singles.add(plain_code(code))

    def as_set(self) -> CodeSet:
        ranges, beginnings = tuple(dict.fromkeys(self.ranges)), tuple(dict.fromkeys(self.beginnings))
        is_empty = self.is_named and not (self.singles or ranges or beginnings)
        return CodeSet(frozenset(self.singles), ranges, beginnings, self.is_open or is_empty)


def _listed(text: str, place: int) -> Iterator[str | CodeRange]:
    """Codes and ranges from a place on, until a word stands there."""
    if _ELSEWHERE.match(text, place):
        yield OPEN
    while True:
        place = _GAP.match(text, place).end()  # type: ignore[union-attr]
        dated = _DATE.match(text, place)
        if dated and "/" in dated.group():
            place = dated.end()
            continue
        between, opened = _BETWEEN.match(text, place), _OPEN_BEFORE.match(text, place)
        place = between.end() if between else opened.end() if opened else place
        code = _CODE.match(text, place)
        if code is None or not _is_code(code.group()):
            return
        if opened or _OPEN_AFTER.match(text, code.end()):
            yield OPEN
        codes, place = _span(text, code, _AND if between else _TO)
        yield from codes


def _span(text: str, code: re.Match[str], to: re.Pattern[str]) -> tuple[list[str | CodeRange], int]:
    """What begins with a code: a range up to another or the code alone; and where it ends."""
    joint = to.match(text, code.end())
    end = _CODE.match(text, joint.end()) if joint else None
    if end is None or not _is_code(end.group()):
        return list(_single(code.group())), code.end()
    span = CodeRange.between(code.group(), end.group())
    return ([span] if span else [code.group(), end.group(), OPEN]), end.end()


def _single(code: str) -> Iterator[str | CodeRange]:
    """One code; a hyphen between two numbers with the same letters, or of the same length, may also be a range."""
    bare = code.rstrip("./-")
    yield bare
    both = _TWO_IN_ONE.fullmatch(bare)
    if both is None:
        return
    letters, first, more_letters, last = both.groups()
    if letters == more_letters and (letters or len(first) == len(last) >= _FEWEST_DIGITS):
        span = CodeRange.between(letters + first, letters + last)
        if span:
            yield span


def _is_code(word: str) -> bool:
    return len(word) <= LONGEST_CODE and any(character.isdigit() for character in word)
