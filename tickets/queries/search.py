"""Finding tickets by words: the two-step form, because the planner takes the wrong plan for rare words."""

import re
from functools import reduce
from operator import and_, or_
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from hospital_itsm.glossary.lexicon import alternatives
from tickets.access import visible_to_desk
from tickets.choices import PREFIXES

MATCHES = 2000
"""Above this many matches the words are common, and walking the sorted list finds a page sooner.

What both scopes of a person of the desk hold counts twice.
"""

DESK_READS = frozenset({"ticket.read_all", "ticket.read_security", "ticket.read_privacy"})
LONGEST_TEXT = 200
OPERATORS: Final = re.compile(r'"|(^|\s)-\S|\bor\b', re.IGNORECASE)
"""What web search reads as more than words."""


def matching(text: str, actor: Any) -> Q:
    """The condition that a ticket holds the words, among those the actor may read on it.

    Internal notes count only on tickets the actor sees in the agent area. A ticket number matches exactly.
    Costs one statement. Quotes, `or` and `-` work as in web search.
    """
    key = exact_key(text)
    if key:
        return Q(key=key)
    query = words_query(text[:LONGEST_TEXT])
    first, *others = (scope.order_by().values_list("pk", flat=True) for scope in _scopes(actor, query))
    found = list(first.union(*others, all=True)[: MATCHES + 1] if others else first[: MATCHES + 1])
    return _while_walking(actor, query) if len(found) > MATCHES else Q(pk__in=set(found))


def words_query(text: str) -> SearchQuery:
    """What is searched for: words with their synonyms of the glossary, or, as typed, what uses the web's operators."""
    names = [] if OPERATORS.search(text) else alternatives(text)
    if all(len(one) == 1 for one in names):
        return SearchQuery(text, config="english", search_type="websearch")
    return reduce(and_, (reduce(or_, map(_phrase, one)) for one in names))


def _phrase(name: str) -> SearchQuery:
    return SearchQuery(name, config="english", search_type="phrase")


def exact_key(text: str) -> str:
    """The ticket number that the text is, in capitals, or nothing."""
    prefix, dash, number = text.strip().upper().partition("-")
    return (
        f"{prefix}-{number}"
        if dash and number.isascii() and number.isdecimal() and prefix in PREFIXES.values()
        else ""
    )


def _scopes(actor: Any, query: SearchQuery) -> list[QuerySet[Any]]:
    from tickets.models import Ticket

    scopes: list[QuerySet[Any]] = [Ticket.objects.visible_to(actor).filter(search__public_words=query)]
    if DESK_READS & getattr(actor, "permissions", DESK_READS):
        scopes.insert(0, Ticket.objects.on_desk(actor).filter(search__all_words=query))
    return scopes


def _while_walking(actor: Any, query: SearchQuery) -> Q:
    """Test each row of the sorted list as it is walked; for common words a page is full soon."""
    public = Q(search__public_words=query)
    if not DESK_READS & getattr(actor, "permissions", DESK_READS):
        return public
    return public | (Q(search__all_words=query) & visible_to_desk(actor))
