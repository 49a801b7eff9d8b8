"""Where a ticket stands: the list this person came from, and its neighbors there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, QueryDict

from hospital_itsm.core.listing import neighbors
from tickets.filters import SORTS, TicketFilters
from tickets.queries.queue import TIME_LEFT, View, tickets_in, view_called
from tickets.views.desk.queue import FIRST_VIEW, LAST_QUERY, LAST_VIEW


@dataclass(frozen=True)
class Place:
    """The view of the queue with its filters, and the numbers of the tickets before and after; empty at the ends."""

    view: View
    query: str
    previous: str = ""
    next: str = ""


def place_of(request: HttpRequest, ticket: Any, now: datetime) -> Place:
    """The list this person last looked at and the ticket's neighbors in it: one statement, and one for a team's view.

    A ticket that has left the list meanwhile, say by being taken, still leads to those it stood between.
    """
    view, query = last_view(request), request.session.get(LAST_QUERY, "")
    asked = QueryDict(query)
    filters = TicketFilters(asked, actor=request.user, now=now)
    if filters.errors:
        return Place(view, query)
    ordering = SORTS.get(asked.get("sort", ""), TIME_LEFT)
    rows = filters.apply(tickets_in(view, request.user, now))
    return Place(view, query, *neighbors(rows, ordering, ticket, "key"))


def last_view(request: HttpRequest) -> View:
    """The view of the queue this person came from, else what nobody has taken."""
    try:
        return view_called(request.session.get(LAST_VIEW, FIRST_VIEW))
    except KeyError:
        return view_called(FIRST_VIEW)
