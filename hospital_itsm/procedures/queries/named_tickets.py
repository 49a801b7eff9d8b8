"""Which tickets that other records name a person sees."""

from collections.abc import Iterable, Sequence
from typing import Any

from tickets.models import Ticket


def seen_tickets(rows: Iterable[Any], actor: Any) -> set[int]:
    """The keys of those tickets the rows name that the actor sees now. One statement, none where no ticket is named.

    A ticket may have become restricted after the record named it.
    """
    named = {row.ticket_id for row in rows if row.ticket_id is not None}
    if not named:
        return set()
    return set(Ticket.objects.visible_to(actor).filter(pk__in=named).values_list("pk", flat=True))


def hide_unseen_tickets(rows: Sequence[Any], actor: Any) -> None:
    """Take the ticket off rows read for drawing where the actor does not see it; nothing is stored."""
    seen = seen_tickets(rows, actor)
    for row in rows:
        if row.ticket_id not in seen:
            row.ticket = None
