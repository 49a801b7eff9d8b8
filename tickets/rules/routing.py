"""Where a new ticket goes: a category from the tile, the kind and the words, and from the category its team.

Deterministic and explained: a route names the rule and the word that decided. What nothing decides goes to the
service desk's first line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hospital_itsm.core.phi.folding import fold
from tickets.rules.routing_words import DEVICE_FAMILIES, WORDS

FIRST_LINE = "SD-L1"
LONGEST_PHRASE = 5
FIRST_SENTENCE_FACTOR = 2
ENOUGH = 2
READ_CHARACTERS = 4000

BY_TILE = "tile"
BY_WORD = "word"
BY_KIND = "kind"
BY_CATEGORY = "category"
BY_DEVICE = "device"
BY_DEFAULT = "default"

# What a tile means when the words add nothing, and the categories the words may choose between.
TILES: dict[str, tuple[str, tuple[str, ...]]] = {
    "printer": ("euc.print", ("euc.print", "euc.label")),
    "scanner": ("euc.scanner", ("euc.scanner", "euc.cart")),
    "sign_in": ("iam.password", ("iam.",)),
    "phone": ("tel.voice", ("tel.",)),
    "slow": ("euc.performance", ("euc.performance", "euc.mobile", "euc.cart")),
    "device": ("device.failure", ("device.",)),
}
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "security_incident": ("sec.account", ("sec.",)),
    "privacy_event": ("privacy.disclosure", ("privacy.",)),
}
GENERAL_DEVICE_CATEGORIES = frozenset(
    {"device.failure", "device.install", "device.decommission", "device.pm"}
)

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_SENTENCE_END = re.compile(r"[.!?\n](?:\s|\Z)")


@dataclass(frozen=True, slots=True)
class Route:
    """Where it goes: `category` may be empty, and `led_by` is the category whose team takes it.

    `rule` is one of the BY_ codes, `word` what decided, if a word did.
    """

    category: str
    led_by: str
    rule: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Classified:
    """The best category for a text, the phrase that counted most for it, and its points."""

    category: str
    word: str
    points: int


def route(text: str, topic: str = "", kind: str = "incident", category: str = "") -> Route:
    """Route a ticket; `topic` is a code of TILES. A `category` that a person chose is kept.

    Where `led_by` is empty or its category has no team, FIRST_LINE takes the ticket.
    """
    if category:
        return Route(category, category, BY_CATEGORY)
    fallback, rule, choices = _frame(topic, kind)
    best = classify(text, choices)
    if best is None:
        return _to_device_family(text, Route(fallback, fallback, rule, topic if rule == BY_TILE else ""))
    return _to_device_family(text, Route(best.category, best.category, BY_WORD, best.word))


def classify(text: str, choices: tuple[str, ...] = ()) -> Classified | None:
    """The category with the most points among those that begin with one of `choices`; None below the line.

    Phrases in the first sentence count twice, because people name the thing first.
    """
    points: dict[str, int] = {}
    strongest: dict[str, tuple[int, str]] = {}
    for phrase, factor in _phrases(text):
        for category, weight, written in _INDEX.get(phrase, ()):
            if choices and not category.startswith(choices):
                continue
            points[category] = points.get(category, 0) + weight * factor
            strongest[category] = max(
                strongest.get(category, (0, "")), (weight * factor, written), key=_first
            )
    if not points:
        return None
    category = max(points, key=lambda code: (points[code], -_ORDER[code]))
    if points[category] < ENOUGH:
        return None
    return Classified(category, strongest[category][1], points[category])


def normal(text: str) -> list[str]:
    """The words of a text as the table is read: lower case, hyphens split, a plural s off."""
    words = _WORD.findall(fold(text).text.lower())
    return [word[:-1] if len(word) > 2 and word.endswith("s") and word[-2] != "s" else word for word in words]


def _frame(topic: str, kind: str) -> tuple[str, str, tuple[str, ...]]:
    if kind in KINDS:
        fallback, choices = KINDS[kind]
        return fallback, BY_KIND, choices
    if topic in TILES:
        fallback, choices = TILES[topic]
        return fallback, BY_TILE, choices
    return "", BY_DEFAULT, ()


def _phrases(text: str) -> Iterator[tuple[str, int]]:
    """Every run of one to five words with its factor; a run never crosses from the first sentence to the next."""
    head, tail = _split_first_sentence(text[:READ_CHARACTERS])
    for part, factor in ((head, FIRST_SENTENCE_FACTOR), (tail, 1)):
        words = normal(part)
        for place in range(len(words)):
            for length in range(1, min(LONGEST_PHRASE, len(words) - place) + 1):
                yield " ".join(words[place : place + length]), factor


def _split_first_sentence(text: str) -> tuple[str, str]:
    end = _SENTENCE_END.search(text)
    return (text[: end.end()], text[end.end() :]) if end else (text, "")


def _to_device_family(text: str, chosen: Route) -> Route:
    if chosen.category not in GENERAL_DEVICE_CATEGORIES:
        return chosen
    seen = {phrase for phrase, _ in _phrases(text)}
    for family, words in DEVICE_FAMILIES.items():
        for word in words:
            if " ".join(normal(word)) in seen:
                return Route(chosen.category, family, BY_DEVICE, word)
    return chosen


def _first(pair: tuple[int, str]) -> int:
    return pair[0]


def _index() -> dict[str, tuple[tuple[str, int, str], ...]]:
    found: dict[str, list[tuple[str, int, str]]] = {}
    for category, phrases in WORDS.items():
        for phrase, weight in phrases.items():
            found.setdefault(" ".join(normal(phrase)), []).append((category, weight, phrase))
    return {phrase: tuple(pairs) for phrase, pairs in found.items()}


_INDEX = _index()
_ORDER = {category: place for place, category in enumerate(WORDS)}
