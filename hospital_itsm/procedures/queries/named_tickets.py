"""Which tickets that procedures and their steps name a person sees."""

from collections.abc import Iterable
from typing import Any

from tickets.models import Ticket


def hide_unseen_tickets(rows: Iterable[Any], actor: Any) -> None:
    """Take the ticket off rows read for drawing where the actor does not see it; nothing is stored.

    A ticket may have become restricted after the procedure named it. One statement, none where no ticket is named.
    """
    naming = [row for row in rows if row.ticket_id is not None]
    if not naming:
        return
    named = Ticket.objects.visible_to(actor).filter(pk__in={row.ticket_id for row in naming})
    seen = set(named.values_list("pk", flat=True))
    for row in naming:
        if row.ticket_id not in seen:
            row.ticket = None
