"""Which tickets somebody chose: those they ticked, or all that a view with its filters holds for them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from hospital_itsm.bulk.rules.size import MOST

Chosen = list[tuple[int, int]]
"""Each ticket by its key in the database, with the version it was chosen at."""


def ticked(versions: Mapping[str, int | None], actor: Any) -> Chosen:
    """Those of the numbers that the actor sees at the desk, in the order given: one statement.

    A version that was on the screen stands for the present one, so that what changed since is left alone.
    """
    from tickets.models import Ticket

    seen = Ticket.objects.on_desk(actor).filter(key__in=versions)
    found = {key: (pk, version) for pk, key, version in seen.values_list("pk", "key", "version")}
    return [
        (found[key][0], given if given is not None else found[key][1])
        for key, given in versions.items()
        if key in found
    ]


def matching(tickets: QuerySet[Any], ordering: Sequence[str]) -> Chosen:
    """All of these tickets, one more than may be changed at once: one statement."""
    return list(tickets.order_by(*ordering).values_list("pk", "version")[: MOST + 1])


def in_view(view: Any, filters: Any, actor: Any, now: datetime) -> QuerySet[Any]:
    """The tickets of a view of the queue that the filters let through. No statement."""
    from tickets.queries.queue_views import tickets_in

    found: QuerySet[Any] = filters.apply(tickets_in(view, actor, now))
    return found
