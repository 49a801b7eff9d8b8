"""What is already known: suggestions while somebody writes a report, and tickets that look like one problem.

Order (ux §5a): same unit and service within four hours, then an active notice or major incident, then a match of
words. Below the confidence line nothing is shown: silence is better than noise.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tickets.rules.routing import normal

RECENT = timedelta(hours=4)
SURGE_WINDOW = timedelta(minutes=15)
MOST_SUGGESTIONS = 3
CONFIDENT = 0.5
CONFIDENT_IN_NOTICE = 0.34
FEWEST_SHARED = 2

SAME_UNIT_AND_SERVICE = "same_unit_and_service"
ACTIVE_NOTICE = "active_notice"
WORDS_MATCH = "words_match"
_RANKS = (SAME_UNIT_AND_SERVICE, ACTIVE_NOTICE, WORDS_MATCH)

_EMPTY_ROWS = (
    "a an and are as at be been but by can cannot do does for from had has have he her his i in into is it its",
    "just me my no not of off on or our out please she since so some still that the their them then there they",
    "this to too up us very was we were what when which will with work working worked you your again all also",
)
_EMPTY_WORDS = frozenset(word for row in _EMPTY_ROWS for word in normal(row))


@dataclass(frozen=True, slots=True)
class Known:
    """A ticket, notice or major incident that is open. Empty `units` or `services` mean none was named.

    `is_notice` marks active notices and major incidents; `everywhere` those that touch the whole house.
    """

    key: str
    text: str
    opened_at: datetime
    units: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    category: str = ""
    is_notice: bool = False
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """The report being written, or the ticket just opened: what, where and when."""

    text: str
    now: datetime
    unit: str = ""
    service: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A known problem worth showing, why (a code) and how much of the words it shares, 0 to 1."""

    key: str
    reason: str
    share: float


def suggestions(
    here: Situation, known: Iterable[Known], most: int = MOST_SUGGESTIONS
) -> tuple[Suggestion, ...]:
    """The best few, best first; newer first among equals. The caller passes only what the person may see."""
    rated = [(item, found) for item in known if (found := _rate(here, item)) is not None]
    rated.sort(key=lambda pair: pair[0].key)
    rated.sort(key=lambda pair: pair[0].opened_at, reverse=True)
    rated.sort(key=lambda pair: (_RANKS.index(pair[1].reason), -pair[1].share))
    return tuple(found for _, found in rated[:most])


def same_problem(here: Situation, others: Iterable[Known]) -> tuple[str, ...]:
    """Keys of tickets opened in the 15 minutes before that look like this one, oldest first (override O7).

    Alike means the same service, or the same unit with the same category or matching words. `Facts` counts this
    ticket too: `similar_in_15_min = 1 + len(same_problem(...))`.
    """
    alike = [item for item in others if _in_window(here, item) and _alike(here, item)]
    return tuple(item.key for item in sorted(alike, key=lambda item: (item.opened_at, item.key)))


def shared_words(left: str, right: str) -> float:
    """The share of the shorter text's telling words that the other has too; 0 below two shared words."""
    ours, theirs = _telling(left), _telling(right)
    shared = len(ours & theirs)
    return shared / min(len(ours), len(theirs)) if shared >= FEWEST_SHARED else 0.0


def _rate(here: Situation, item: Known) -> Suggestion | None:
    share = shared_words(here.text, item.text)
    same_service = bool(here.service) and here.service in item.services
    same_unit = bool(here.unit) and here.unit in item.units
    if same_service and same_unit and timedelta(0) <= here.now - item.opened_at <= RECENT:
        return Suggestion(item.key, SAME_UNIT_AND_SERVICE, share)
    if item.is_notice and (same_service or ((same_unit or item.everywhere) and share >= CONFIDENT_IN_NOTICE)):
        return Suggestion(item.key, ACTIVE_NOTICE, share)
    return Suggestion(item.key, WORDS_MATCH, share) if share >= CONFIDENT else None


def _in_window(here: Situation, item: Known) -> bool:
    return timedelta(0) <= here.now - item.opened_at <= SURGE_WINDOW


def _alike(here: Situation, item: Known) -> bool:
    if here.service and here.service in item.services:
        return True
    if not here.unit or here.unit not in item.units:
        return False
    same_category = bool(here.category) and here.category == item.category
    return same_category or shared_words(here.text, item.text) >= CONFIDENT


def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in normal(text) if len(word) > 1 and word not in _EMPTY_WORDS)
