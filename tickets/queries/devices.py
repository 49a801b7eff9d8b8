"""The device of a ticket beside other tickets: what it shares with them, and what can stand in for it."""

from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When, Window

from assets.queries.spares import nearest_spares
from tickets.choices import OPEN_STATES


def tickets_of(asset: Any, actor: Any) -> QuerySet[Any]:
    """The tickets of a device the actor sees at the desk, open ones first, then the newest.

    Each with `open_count` and `whole_count`, how many there are of both.
    """
    from tickets.models import Ticket

    is_open = Q(state__in=OPEN_STATES)
    rows = Ticket.objects.on_desk(actor).filter(asset=asset)
    counted = rows.annotate(
        open_count=Window(Count("pk", filter=is_open)),
        whole_count=Window(Count("pk")),
        open_first=_open_first(),
    )
    return counted.order_by("open_first", "-opened_at", "-id")


def spares_for(ticket: Any, actor: Any, *, most: int = 3) -> list[Any]:
    """What can stand in for the device of an open ticket, the best first: one statement, none without a device."""
    if ticket.asset is None or not ticket.is_open:
        return []
    return nearest_spares(ticket.asset, actor, busy=_with_open_tickets(), most=most)


def _open_first() -> Case:
    return Case(When(state__in=OPEN_STATES, then=Value(0)), default=Value(1))


def _with_open_tickets() -> QuerySet[Any]:
    """Keys of devices that have a problem of their own."""
    from tickets.models import Ticket

    return Ticket.objects.open().filter(asset__isnull=False).values("asset")
