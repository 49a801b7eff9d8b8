"""Which parts of a title a search found. Text in, text out: the page escapes each part and marks it afterwards."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

Part = tuple[str, bool]
_WORD: Final = re.compile(r"\w+")
_ENDINGS: Final = ("ings", "ing", "ers", "ies", "er", "ed", "es", "e", "s", "y")
SHORTEST_STEM: Final = 4


def marked(text: str, parts: Sequence[str]) -> tuple[Part, ...]:
    """The text in parts, each with whether it was searched for; joined they are the text again.

    A phrase is marked where it stands, a word wherever a word begins like its stem: "printing" marks "printer".
    """
    wanted = sorted({span for part in parts for span in _spans(text, part)})
    found: list[Part] = []
    end = 0
    for start, stop in wanted:
        if stop > end:
            found += [(text[end:start], False), (text[max(start, end) : stop], True)]
            end = stop
    return tuple(part for part in (*found, (text[end:], False)) if part[0])


def stem(word: str) -> str:
    """What a word shares with its inflected forms, as far as an ending can tell."""
    small = word.lower()
    for ending in _ENDINGS:
        if small.endswith(ending) and len(small) - len(ending) >= SHORTEST_STEM:
            return small.removesuffix(ending)
    return small


def _spans(text: str, part: str) -> Iterator[tuple[int, int]]:
    """Where the words as typed stand, and the words that begin like the part's stem."""
    typed = re.compile(re.escape(part), re.IGNORECASE)
    yield from (found.span() for found in typed.finditer(text))
    if _WORD.fullmatch(part):
        root = stem(part)
        yield from (found.span() for found in _WORD.finditer(text) if found[0].lower().startswith(root))
