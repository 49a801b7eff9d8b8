"""Where a ticket stands in a view of the queue, and the tickets before and after it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from hospital_itsm.core import listing
from hospital_itsm.core.listing import Place
from hospital_itsm.core.prepared import Prepared
from tickets.access import desk_shape
from tickets.queries.queue_views import SOON, Moment, Person, View, seen_in


def place_in_view(view: View, actor: Any, ticket: Any, ordering: Sequence[str], now: datetime) -> Place:
    """The place in the whole view, as `listing.place_in` says it, by a read that is compiled once: one statement."""
    edge = {f"edge_{number}": getattr(ticket, key.lstrip("-")) for number, key in enumerate(ordering)}
    values = {"reader": actor.pk, "now": now, "soon": now + SOON, "pk": ticket.pk, **edge}
    shape = (desk_shape(actor), view.code, view.team, tuple(ordering))
    unused = ("reader", "now", "soon")
    (found,) = _PLACED.rows(actor, view, tuple(ordering), shape=shape, values=values, may_miss=unused)
    return listing.place_of(found, ticket.pk)


def _placed(
    actor: Any,
    view: View,
    ordering: Sequence[str],
    *,
    reader: int,
    now: datetime,
    soon: datetime,
    pk: int,
    **edge: Any,
) -> QuerySet[Any]:
    rows = seen_in(view, actor, Person(reader), Moment(now, soon))
    return listing.around(rows, ordering, pk, list(edge.values()), "key")


_PLACED = Prepared(_placed)
