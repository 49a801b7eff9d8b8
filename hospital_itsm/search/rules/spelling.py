"""What somebody probably meant, taken from names the person may see and from nowhere else."""

import re
from collections.abc import Iterable
from typing import Final

SHORTEST_WORD: Final = 4
CLOSE: Final = 0.4
_WORD: Final = re.compile(r"\w+")


def corrected(text: str, names: Iterable[str]) -> str:
    """The text with each word that no name holds replaced by the most similar word of the names.

    Empty where nothing was replaced, or a word has nothing similar: half a correction would find nothing again.
    """
    known = sorted({word for name in names for word in _WORD.findall(name.lower())})
    words, changed = [], False
    for word in _WORD.findall(text.lower()):
        better = word if word in known or len(word) < SHORTEST_WORD else _nearest(word, known)
        if not better:
            return ""
        changed |= better != word
        words.append(better)
    return " ".join(words) if changed else ""


def similarity(left: str, right: str) -> float:
    """The share of three-letter pieces two words have in common, as PostgreSQL counts it."""
    ours, theirs = _pieces(left), _pieces(right)
    return len(ours & theirs) / len(ours | theirs)


def _nearest(word: str, known: Iterable[str]) -> str:
    rated = [(similarity(word, other), other) for other in known if len(other) >= SHORTEST_WORD]
    close = [pair for pair in rated if pair[0] >= CLOSE]
    return max(close, key=lambda pair: pair[0])[1] if close else ""


def _pieces(word: str) -> frozenset[str]:
    padded = f"  {word.lower()} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))
