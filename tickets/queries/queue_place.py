"""Where a ticket stands in a view of the queue, and the tickets before and after it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from hospital_itsm.core import listing
from hospital_itsm.core.listing import Place
from hospital_itsm.core.prepared import Prepared
from tickets.access import desk_shape
from tickets.queries.queue_views import SOON, Moment, Person, View, seen_in

FEW: Final = ("priority", "reporters_count")
"""Columns with so few values that each has a read of its own; their type has no room for a mark."""


def place_in_view(view: View, actor: Any, ticket: Any, ordering: Sequence[str], now: datetime) -> Place:
    """The place in the whole view, as `listing.place_in` says it, by a read that is compiled once: one statement."""
    at = [(key.lstrip("-"), getattr(ticket, key.lstrip("-"))) for key in ordering]
    few = tuple((name, value) for name, value in at if name in FEW)
    values = {"reader": actor.pk, "now": now, "soon": now + SOON, "pk": ticket.pk}
    values |= {name: value for name, value in at if name not in FEW}
    given = (actor, view, tuple(ordering), few)
    shape = (desk_shape(actor), view.code, view.team, *given[2:])
    (found,) = _PLACED.rows(*given, shape=shape, values=values, may_miss=("reader", "now", "soon"))
    return listing.place_of(found, ticket.pk)


def _placed(
    actor: Any,
    view: View,
    ordering: Sequence[str],
    few: Sequence[tuple[str, Any]],
    *,
    reader: int,
    now: datetime,
    soon: datetime,
    pk: int,
    **at: Any,
) -> QuerySet[Any]:
    rows = seen_in(view, actor, Person(reader), Moment(now, soon))
    known = {**dict(few), **at}
    return listing.around(rows, ordering, pk, [known[key.lstrip("-")] for key in ordering], "key")


_PLACED = Prepared(_placed)
