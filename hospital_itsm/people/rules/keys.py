"""The letters of the single-key shortcuts: what stands on which, and moving them (pure; WCAG 2.1.4)."""

import string
from collections.abc import Mapping
from typing import Final

LETTERS: Final = tuple("jkoxaruimzewptsflvnycg")
"""The letters that do something, by which each thing is named wherever it is moved to."""
NO_LETTER, TAKEN = "no_letter", "taken"


def moved(chosen: Mapping[str, str]) -> dict[str, str]:
    """Those that stand on another letter than usual; what is not known is left out."""
    own = {usual: letter.strip().lower() for usual, letter in chosen.items() if usual in LETTERS}
    return {usual: letter for usual, letter in own.items() if letter != usual}


def faults(chosen: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """For each that cannot stand so: the code of the fault, and what stands on its letter already."""
    own = {usual: usual for usual in LETTERS} | moved(chosen)
    found: dict[str, tuple[str, str]] = {}
    for usual in moved(chosen):
        letter = own[usual]
        if len(letter) != 1 or letter not in string.ascii_lowercase:
            found[usual] = (NO_LETTER, "")
        elif other := next((one for one in LETTERS if one != usual and own[one] == letter), ""):
            found[usual] = (TAKEN, other)
    return found


def table(chosen: Mapping[str, str]) -> dict[str, str]:
    """What each pressed letter means where that is not the usual: the name of the thing, empty for nothing."""
    own = moved(chosen)
    freed = {usual: "" for usual in own if usual not in own.values()}
    return freed | {letter: usual for usual, letter in own.items()}
