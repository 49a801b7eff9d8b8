"""All groups of one search, and what else might have been meant."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.lookups import TrigramWordSimilar
from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from hospital_itsm.search.rules.spelling import SHORTEST_WORD, corrected
from hospital_itsm.search.sources import Asked, Hit, SearchSource

IN_GROUP: Final = 5
IN_FULL: Final = 100
NAMES_READ: Final = 40


@dataclass(frozen=True)
class Group:
    """What a group found, whether there is more of it, and the address of the list that has it all."""

    source: SearchSource
    hits: tuple[Hit, ...]
    has_more: bool
    whole_list: str


def search(asked: Asked, sources: Sequence[SearchSource], most: int = IN_GROUP) -> list[Group]:
    """The groups that found something, in their order. Nothing typed finds nothing."""
    if not asked.parts:
        return []
    found = [_group(source, asked, most) for source in sources]
    return [group for group in found if group.hits]


def meant(asked: Asked, sources: Sequence[SearchSource]) -> str:
    """The same search in the spelling of names the person may see, or nothing: one statement.

    A number is not misspelled: what holds a digit is left alone.
    """
    words = [part for part in asked.parts if len(part) >= SHORTEST_WORD and not re.search(r"\d", part)]
    named = [source.names(asked.actor) for source in sources if source.names is not None]
    if not words or not named:
        return ""
    first, *others = (_similar(rows, column, words) for rows, column in named)
    return corrected(asked.plain, first.union(*others, all=True) if others else first)


def jump(groups: Sequence[Group]) -> str:
    """The page of the one thing whose number was typed; nothing where there are several or none."""
    exact = [hit.url for group in groups for hit in group.hits if hit.is_exact and hit.url]
    return exact[0] if len(exact) == 1 else ""


def _group(source: SearchSource, asked: Asked, most: int) -> Group:
    hits = source.find(asked, most + 1)
    whole = source.whole_list(asked) if source.whole_list is not None else ""
    return Group(source, tuple(hits[:most]), len(hits) > most, whole)


def _similar(rows: QuerySet[Any], column: str, words: Sequence[str]) -> QuerySet[Any]:
    near = Q()
    for word in words:
        near |= Q(TrigramWordSimilar(F(column), word))
    said = rows.filter(near).order_by().annotate(said=Cast(column, TextField()))
    return said.values_list("said", flat=True)[:NAMES_READ]
