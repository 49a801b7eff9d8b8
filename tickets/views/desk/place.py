"""Where a ticket stands: the list this person came from, and its neighbors there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, QueryDict

from hospital_itsm.core import session_words
from hospital_itsm.core.listing import place_in
from tickets.filters import TicketFilters
from tickets.orders import SORTS
from tickets.queries.queue import TIME_LEFT
from tickets.queries.queue_counts import count_words
from tickets.queries.queue_place import place_in_view
from tickets.queries.queue_views import View, tickets_in, view_called
from tickets.views.desk.queue import FIRST_VIEW, LAST_QUERY, LAST_VIEW


@dataclass(frozen=True)
class Place:
    """The view of the queue with its filters, and the numbers of the tickets before and after; empty at the ends.

    `position` counts from 1 and is 0 for a ticket that has left the list; `total` is in words, such as "1000+".
    """

    view: View
    query: str
    previous: str = ""
    next: str = ""
    position: int = 0
    total: str = ""


def place_of(request: HttpRequest, ticket: Any, now: datetime) -> Place:
    """The list this person last looked at and the ticket's neighbors in it.

    One statement, and one for the view of a team that is not the person's.

    A ticket that has left the list meanwhile, say by being taken, still leads to those it stood between.
    """
    view, query = last_view(request), session_words.kept(request.session, LAST_QUERY)
    asked = QueryDict(query)
    filters = TicketFilters(asked, actor=request.user, now=now)
    if filters.errors:
        return Place(view, query)
    ordering = SORTS.get(asked.get("sort", ""), TIME_LEFT)
    if filters.narrows:
        rows = filters.apply(tickets_in(view, request.user, now))
        found = place_in(rows, ordering, ticket, "key")
    else:
        found = place_in_view(view, request.user, ticket, ordering, now)
    return Place(view, query, found.previous, found.next, found.position, count_words(found.total))


def last_view(request: HttpRequest) -> View:
    """The view of the queue this person came from, else what nobody has taken."""
    try:
        return view_called(request.session.get(LAST_VIEW, FIRST_VIEW), request.user)
    except KeyError:
        return view_called(FIRST_VIEW, request.user)
