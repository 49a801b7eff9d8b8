"""Finding the terms of the glossary in a text of ours, so that pages can explain them."""

import re
from collections.abc import Iterable
from typing import Final

SHORT: Final = re.compile(r"\(?\b([A-Za-z]*[A-Z]{2,}[A-Za-z0-9]*)\b\)?")


def short_names(term: str) -> tuple[str, ...]:
    """The abbreviations in a term: "EHR / EMR" has two, "Asset" none."""
    return tuple(SHORT.findall(term))


def pieces(text: str, known: Iterable[str]) -> list[tuple[str, bool]]:
    """The text in pieces; those that are True are the first occurrence of a known abbreviation."""
    names = sorted(set(known), key=len, reverse=True)
    if not names:
        return [(text, False)]
    seen: set[str] = set()
    found: list[tuple[str, bool]] = []
    for piece in re.split(rf"\b({'|'.join(map(re.escape, names))})\b", text):
        is_name = piece in names and piece not in seen
        seen |= {piece} if is_name else set()
        found += [(piece, is_name)] if piece else []
    return found
