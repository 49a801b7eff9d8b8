"""Catalog, model and part numbers in a text."""

import re
from collections.abc import Iterator
from typing import Final

_NOUN = r"(?:Nos?\b\.?|Numbers?|\#s?|Codes?|Names?)"
_LABEL = re.compile(
    rf"(?:\bREF(?:ERENCE)?s?(?:\s*/\s*Catalog(?:ue)?)?|\bCat(?:alog(?:ue)?)?s?|\bModels?|\bParts?(?:\s*/\s*Reorder)?"
    rf"|\bP/N|\bItems?|\bProduct(?=\s+{_NOUN})|\bSKUs?)(?![A-Za-z0-9])\.?\s*{_NOUN}?\s*\)?\s*[:.#]*\s*",
    re.IGNORECASE,
)
_GAP = re.compile(r"(?:\s*(?:,|;|&|\band\b|\bor\b|\([^()]{0,60}\)|[0-9]{1,2}\))\s*)+|\s*\Z", re.IGNORECASE)
_ITEM = re.compile(r"(?:[A-Z]{1,5}\s)?[A-Za-z0-9][A-Za-z0-9\-./+]*")
_REST: Final = 160
_SHORTEST: Final = 3
_MARKS = re.compile(r"[^A-Z0-9]+")


def plain_reference(text: str) -> str:
    """A model or catalog number as it compares: capitals and digits only."""
    return _MARKS.sub("", text.upper())


def after_labels(text: str) -> tuple[str, ...]:
    """The text behind each label, cut at a length no model name reaches."""
    return tuple(text[label.end() : label.end() + _REST] for label in _LABEL.finditer(text))


def references_in(text: str) -> frozenset[str]:
    """Every number behind a label, lists included, in the form they compare."""
    return frozenset(
        plain_reference(item)
        for rest in after_labels(text)
        for place, item in enumerate(_items(rest))
        if _is_reference(item, may_be_word=place == 0)
    )


def stands_at(rest: str, reference: str) -> str:
    """Does this text begin with the reference? "whole" where it ends there, "open" where words follow, else ""."""
    wanted = plain_reference(reference)
    read = ""
    for place, character in enumerate(rest):
        if len(read) == len(wanted):
            return _ending(rest[place:]) if read == wanted else ""
        read += plain_reference(character)
        if not wanted.startswith(read):
            return ""
    return "whole" if read == wanted and read else ""


def _ending(rest: str) -> str:
    """What the text behind a reference says about its end: a hyphen or letter goes on, a capital may."""
    if re.match(r"[A-Za-z0-9]|[-+/_][A-Za-z0-9]|\.[A-Za-z0-9]", rest):
        return ""
    return "open" if re.match(r"\s+[A-Z0-9]", rest) else "whole"


def _items(rest: str) -> Iterator[str]:
    """The numbers of a list, until something other than a separator stands between them."""
    place = _skip(rest, 0)
    while place < len(rest):
        item = _ITEM.match(rest, place)
        if item is None:
            return
        words = item.group().split()
        if len(words) == 2 and not any(character.isdigit() for character in words[1]):
            words, end = words[:1], place + len(words[0])
        else:
            end = item.end()
        yield " ".join(words).rstrip(".-/+")
        following = _skip(rest, end)
        if following == end:
            return
        place = following


def _skip(rest: str, place: int) -> int:
    gap = _GAP.match(rest, place)
    return gap.end() if gap else place


def _is_reference(item: str, *, may_be_word: bool) -> bool:
    """Has it a digit? Right behind the label, capitals are enough."""
    plain = plain_reference(item)
    if len(plain) < _SHORTEST:
        return False
    return any(character.isdigit() for character in plain) or (may_be_word and item == item.upper())
