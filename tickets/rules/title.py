"""The title of a report: its first sentence, cut at a word (domain/2 §2.2)."""

import re

TITLE_LENGTH = 120
FEWEST_WORDS = 2
ELLIPSIS = "…"
READ_CHARACTERS = 2000

_END = re.compile(r"[.!?]+(?=\s|\Z)|\n")
_ABBREVIATIONS = frozenset(
    (
        "dr",
        "mr",
        "mrs",
        "ms",
        "pt",
        "rm",
        "no",
        "nr",
        "st",
        "ext",
        "approx",
        "vs",
        "e.g",
        "i.e",
        "etc",
        "ca",
        "fl",
    )
)


def title_for(masked_text: str) -> str:
    """The first sentence with at least two words, at most 120 characters; empty for an empty text.

    Give it the text after the PHI guard: a title travels further than the text.
    """
    sentence = _first_sentence(masked_text[:READ_CHARACTERS])
    words = " ".join(sentence.split()).rstrip(".;,: ")
    return words if len(words) <= TITLE_LENGTH else _cut(words)


def _first_sentence(text: str) -> str:
    begin = 0
    for end in _END.finditer(text):
        sentence = text[begin : end.end()]
        words = sentence.split()
        if words and _is_abbreviation(words[-1], text[end.end() :]):
            continue
        if len(words) >= FEWEST_WORDS:
            return sentence
        if text[end.end() :].strip():
            begin = end.end()
    return text[begin:]


def _is_abbreviation(word: str, rest: str) -> bool:
    """A full stop after `Dr` or before a small letter ends no sentence."""
    if not word.endswith(".") or not rest.strip():
        return False
    return word.rstrip(".").lower() in _ABBREVIATIONS or rest.lstrip()[:1].islower()


def _cut(words: str) -> str:
    room = words[: TITLE_LENGTH - len(ELLIPSIS) + 1]
    whole = room.rpartition(" ")[0] or room[:-1]
    if whole.rfind("[") > whole.rfind("]"):
        whole = whole[: whole.rfind("[")] or whole
    return whole.rstrip(" .,;:") + ELLIPSIS
