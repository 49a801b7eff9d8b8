"""What is already known while somebody writes a report: which few cards, in which order (ux §5a).

First what was reported on the same unit of the same service or device within four hours, then an active notice,
then what looks alike by its words (`rules.likeness`). Below the confidence line nothing is shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from tickets.rules.likeness import SAME_ASSET, SAME_SERVICE, SAME_UNIT, Problem, match, same_facts, share

RECENT: Final = timedelta(hours=4)
MOST_SUGGESTIONS: Final = 3

SAME_THING_HERE: Final = "same_thing_here"
ACTIVE_NOTICE: Final = "active_notice"
WORDS_MATCH: Final = "words_match"
_RANKS: Final = (SAME_THING_HERE, ACTIVE_NOTICE, WORDS_MATCH)


@dataclass(frozen=True, slots=True)
class Known:
    """A ticket or notice that is open; `everywhere` marks notices that touch the whole house."""

    problem: Problem
    is_notice: bool = False
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A known problem worth showing, why (a code) and how alike it is, 0 to 1."""

    key: str
    reason: str
    score: float


def suggestions(
    here: Problem, known: Iterable[Known], commonness: Mapping[str, float], most: int = MOST_SUGGESTIONS
) -> tuple[Suggestion, ...]:
    """The best few for a report written at `here.at`, best first; newer first among equals.

    The caller passes only what the person may see. `commonness` as in `likeness.ranked`.
    """
    rated = [
        (found, item.problem.at) for item in known if (found := _rate(here, item, commonness)) is not None
    ]
    rated.sort(key=lambda pair: pair[0].key)
    rated.sort(key=lambda pair: pair[1], reverse=True)
    rated.sort(key=lambda pair: (_RANKS.index(pair[0].reason), -pair[0].score))
    return tuple(found for found, _at in rated[:most])


def _rate(here: Problem, item: Known, commonness: Mapping[str, float]) -> Suggestion | None:
    other = replace(item.problem, units=here.units) if item.everywhere else item.problem
    same = same_facts(here, other)
    words = round(share(here.words, other.words, commonness), 4)
    if not item.is_notice and _is_same_here(same) and _is_recent(here, other):
        return Suggestion(other.key, SAME_THING_HERE, words)
    found = match(here, other, commonness, here.at)
    if item.is_notice and (SAME_SERVICE in same or (found is not None and SAME_UNIT in same)):
        return Suggestion(other.key, ACTIVE_NOTICE, words)
    return Suggestion(other.key, WORDS_MATCH, found.score) if found is not None else None


def _is_same_here(same: tuple[str, ...]) -> bool:
    return SAME_UNIT in same and (SAME_SERVICE in same or SAME_ASSET in same)


def _is_recent(here: Problem, other: Problem) -> bool:
    return timedelta(0) <= here.at - other.at <= RECENT
