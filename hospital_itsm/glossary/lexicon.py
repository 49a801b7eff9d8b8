"""The glossary as pages and searches use it: read once a minute by each process, so that no page pays for it."""

from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from django.db import transaction

from hospital_itsm.glossary.models import GlossaryTerm
from hospital_itsm.glossary.rules import synonyms
from hospital_itsm.glossary.rules.marking import short_names

SECONDS_KEPT: Final = 60.0


@dataclass(frozen=True)
class Entry:
    """One term as a page explains it."""

    slug: str
    term: str
    meaning: str
    it_says: str
    htm_says: str


@dataclass(frozen=True)
class Lexicon:
    """All terms in use, by slug and by abbreviation, and the synonyms by word."""

    entries: dict[str, Entry] = field(default_factory=dict)
    short: dict[str, Entry] = field(default_factory=dict)
    same: dict[str, synonyms.Group] = field(default_factory=dict)


_kept: list[tuple[float, Lexicon]] = []


def lexicon() -> Lexicon:
    """The glossary; what an administrator changes is here at once in this process, and in a minute in the others."""
    if not _kept or monotonic() - _kept[0][0] > SECONDS_KEPT:
        _kept[:] = [(monotonic(), _read())]
    return _kept[0][1]


def alternatives(words: str) -> list[synonyms.Group]:
    """A typed search with its synonyms; see `rules.synonyms`."""
    return synonyms.alternatives(words, lexicon().same)


def forget() -> None:
    """Read it anew after this transaction."""
    transaction.on_commit(_kept.clear)


def _read() -> Lexicon:
    rows = list(GlossaryTerm.objects.in_use().order_by("pk"))
    entries = {row.slug: Entry(row.slug, row.term, row.meaning, row.it_says, row.htm_says) for row in rows}
    short = {name: entries[row.slug] for row in reversed(rows) for name in short_names(row.term)}
    groups = [tuple(row.synonyms) for row in rows if len(row.synonyms) > 1]
    return Lexicon(entries, short, synonyms.by_word(groups))
