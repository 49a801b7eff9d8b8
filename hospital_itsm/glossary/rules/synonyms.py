"""Words that mean the same to a search: "WOW" finds what is called a cart (domain 7)."""

from collections.abc import Iterable, Mapping
from typing import Final

Group = tuple[str, ...]
MOST: Final = 4
"""A word is searched for under at most so many further names: each costs a look into the index."""
SHORTEST: Final = 3
"""Trigrams find no shorter part of a text; a shorter synonym would walk the whole table."""


def by_word(groups: Iterable[Group]) -> dict[str, Group]:
    """Each word or phrase of the groups, in small letters, with the others it stands for in the order of the groups."""
    found: dict[str, dict[str, None]] = {}
    for group in groups:
        for word in group:
            others = found.setdefault(word.lower(), {})
            others.update({one.lower(): None for one in group if one.lower() != word.lower()})
    return {word: tuple(others) for word, others in found.items()}


def synonyms_of(word: str, known: Mapping[str, Group]) -> Group:
    """What else to search for: at most MOST words or phrases in small letters, none shorter than SHORTEST."""
    return tuple(one for one in known.get(word.lower(), ()) if len(one) >= SHORTEST)[:MOST]


def alternatives(words: str, known: Mapping[str, Group]) -> list[Group]:
    """A typed search as a list: every entry must be found under one of its names, the typed one first.

    "WOW battery" is (("wow", "cart", ...), ("battery",)); "planned maintenance", known as a phrase, is one entry.
    """
    whole = " ".join(words.lower().split())
    if " " in whole and synonyms_of(whole, known):
        return [(whole, *synonyms_of(whole, known))]
    return [(word, *synonyms_of(word, known)) for word in whole.split()]
