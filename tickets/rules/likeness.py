"""How much one problem looks like another: telling words first, then what is the same, then how long ago.

A score runs from 0 to 1. Below `CONFIDENT` nothing is shown: silence is better than noise.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import combinations
from math import fsum, log, sqrt
from typing import Final

CONFIDENT: Final = 0.35
LEAST_TEXT: Final = 0.15
"""Whatever else is the same, words this different are another problem, unless it is the same device."""
FEWEST_SHARED: Final = 2
RARE: Final = 0.0005
"""How often a word stands that the statistics do not name."""
MOST_WORDS: Final = 8
OLD: Final = timedelta(days=90)
OLD_COUNTS: Final = 0.85

SAME_ASSET: Final = "same_device"
SAME_SERVICE: Final = "same_service"
SAME_UNIT: Final = "same_unit"
SAME_CATEGORY: Final = "same_category"
SAME_WORDS: Final = "same_words"
BONUS: Final = {SAME_ASSET: 0.2, SAME_SERVICE: 0.12, SAME_UNIT: 0.1, SAME_CATEGORY: 0.06}
NOTABLE_TEXT: Final = 0.25


@dataclass(frozen=True, slots=True)
class Problem:
    """A ticket or notice: its stemmed words, where and what it is about, and when it was last news.

    `title_near` is how alike its title is spelled to the one compared with, 0 to 1.
    """

    key: str
    words: frozenset[str]
    at: datetime
    units: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    asset: str = ""
    category: str = ""
    title_near: float = 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """A problem worth showing, its score and why, as codes."""

    key: str
    score: float
    reasons: tuple[str, ...]


def ranked(
    here: Problem, others: Iterable[Problem], commonness: Mapping[str, float], now: datetime, most: int
) -> tuple[Match, ...]:
    """The best, best first, newer first among equals; none below the confidence line, never itself.

    `commonness` says in which share of all tickets a word stands; a word it does not name is rare.
    """
    rated = [
        (found, other.at)
        for other in others
        if other.key != here.key and (found := match(here, other, commonness, now)) is not None
    ]
    rated.sort(key=lambda pair: pair[0].key)
    rated.sort(key=lambda pair: (pair[0].score, pair[1]), reverse=True)
    return tuple(found for found, _at in rated[:most])


def match(here: Problem, other: Problem, commonness: Mapping[str, float], now: datetime) -> Match | None:
    """How another problem fits, or None below the confidence line."""
    text = max(share(here.words, other.words, commonness), other.title_near)
    same = same_facts(here, other)
    if text < LEAST_TEXT and SAME_ASSET not in same:
        return None
    score = min(1.0, text + sum(BONUS[reason] for reason in same)) * _freshness(now - other.at)
    if score < CONFIDENT:
        return None
    return Match(other.key, round(score, 4), (*same, *((SAME_WORDS,) if text >= NOTABLE_TEXT else ())))


def share(ours: frozenset[str], theirs: frozenset[str], commonness: Mapping[str, float]) -> float:
    """How much of what both say they have in common, rare words counting more; 0 below two shared words."""
    both = ours & theirs
    if len(both) < FEWEST_SHARED:
        return 0.0
    whole = sqrt(_weight(ours, commonness) * _weight(theirs, commonness))
    return min(1.0, _weight(both, commonness) / whole) if whole else 0.0


def same_facts(here: Problem, other: Problem) -> tuple[str, ...]:
    """What is the same, the weightier first; what either does not name is never the same."""
    facts = {
        SAME_ASSET: bool(here.asset) and here.asset == other.asset,
        SAME_SERVICE: bool(here.services & other.services),
        SAME_UNIT: bool(here.units & other.units),
        SAME_CATEGORY: bool(here.category) and here.category == other.category,
    }
    return tuple(reason for reason, is_same in facts.items() if is_same)


def telling(title: Collection[str], text: Collection[str], commonness: Mapping[str, float]) -> list[str]:
    """The few words to look for: the rarest of the title, then the rarest of what was said besides."""

    def rarest(words: Iterable[str]) -> list[str]:
        plain = {word for word in words if word.isalnum() and not word.isdigit() and len(word) > 1}
        return sorted(plain, key=lambda word: (commonness.get(word, RARE), word))

    first = rarest(title)[: MOST_WORDS - 2]
    return (first + rarest(set(text) - set(title)))[:MOST_WORDS]


def pairs(words: Collection[str]) -> list[tuple[str, str]]:
    """Every two of the words: what looks alike shares two of them at least."""
    return list(combinations(words, FEWEST_SHARED))


def _weight(words: Iterable[str], commonness: Mapping[str, float]) -> float:
    return fsum([_telling(commonness.get(word, RARE)) for word in words])


@lru_cache(maxsize=4096)
def _telling(stands_in: float) -> float:
    """What a word weighs that stands in this share of all tickets."""
    return log(1 / min(max(stands_in, RARE), 1.0)) ** 2


def _freshness(age: timedelta) -> float:
    """1 for what is news, `OLD_COUNTS` from 90 days on."""
    return 1.0 - (1.0 - OLD_COUNTS) * min(max(age / OLD, 0.0), 1.0)
