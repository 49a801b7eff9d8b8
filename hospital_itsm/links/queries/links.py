"""Links of a ticket, and where links lead."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet

from hospital_itsm.links.rules.relations import ends
from tickets.models import Ticket


def links_of(ticket: Any, actor: Any) -> QuerySet[Any]:
    """The links of a ticket whose other end the actor sees in the agent area: one statement."""
    from hospital_itsm.links.models import TicketLink

    seen = Ticket.objects.on_desk(actor).order_by().values("pk")
    there = Q(source=ticket, target__in=seen) | Q(target=ticket, source__in=seen)
    rows = TicketLink.objects.filter(there, removed_at__isnull=True)
    return rows.select_related("source", "target", "made_by").order_by("id")


def link_between(ticket: Any, relation: str, other: str) -> Any:
    """The link that holds by which the ticket is this to the other, by its number; None without one."""
    from hospital_itsm.links.models import TicketLink

    found = Ticket.objects.filter(key=other).values_list("pk", flat=True).first()
    if found is None:
        return None
    kind, source, target = ends(relation, ticket.pk, found)
    return TicketLink.objects.filter(kind=kind, source=source, target=target, removed_at__isnull=True).first()


def next_by(kind: str) -> Callable[[frozenset[int]], Iterable[int]]:
    """For `rules.relations.leads_back`: the tickets that links of a kind lead to, a statement for each step."""
    from hospital_itsm.links.models import TicketLink

    def step(pks: frozenset[int]) -> Iterable[int]:
        rows = TicketLink.objects.filter(kind=kind, removed_at__isnull=True, source__in=pks)
        return list(rows.values_list("target", flat=True).distinct())

    return step
