"""Text made plain for matching, with the way back to the original places.

Wide digits, no-break blanks, typographic hyphens and invisible characters would hide a record number.
"""

import unicodedata
from dataclasses import dataclass

_INVISIBLE = "Cf"
_DASHES = "Pd"
_BLANKS = "Zs"
_QUOTES = {"\u2018", "\u2019", "\u02bc", "\u00b4", "`"}


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is plain; `places[i]` is where its character i stands in the original, None if nothing moved."""

    text: str
    places: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """A range of the plain text as a range of the original."""
        if self.places is None or end <= start:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    """Fold digits, blanks, hyphens and apostrophes of any script to ASCII; linear in the length."""
    if text.isascii():
        return Folded(text)
    plain: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for folded in _fold_character(character):
            plain.append(folded)
            places.append(place)
    return Folded("".join(plain), tuple(places))


def _fold_character(character: str) -> str:
    if character.isascii():
        return character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character in _QUOTES:
        return "'"
    category = unicodedata.category(character)
    if category == _INVISIBLE:
        return ""
    if category == _DASHES:
        return "-"
    if category == _BLANKS:
        return " "
    return unicodedata.normalize("NFKC", character)
