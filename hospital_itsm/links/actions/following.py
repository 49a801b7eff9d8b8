"""Links go along where a ticket is joined to another: copies hold on the one that goes on, until that is undone."""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import Q

from hospital_itsm.audit.actions import step
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.links.actions.links import end_link, store_link
from hospital_itsm.links.models import TicketLink
from hospital_itsm.links.rules.relations import SAME_PROBLEM
from tickets.models import Ticket

TICKET: Final = Ticket._meta.label_lower


@step
def follow_trail(entries: Sequence[AuditEntry]) -> None:
    """Carry links along by what was recorded of tickets."""
    for entry in entries:
        if entry.target_type == TICKET and entry.verb == "ticket.merge":
            _carry(int(entry.target_id), entry)
        elif entry.target_type == TICKET and entry.verb == "ticket.unmerge":
            _take_back(int(entry.target_id), entry)


def _carry(duplicate: int, entry: AuditEntry) -> None:
    survivor: Any = Ticket.objects.values_list("merged_into", flat=True).get(pk=duplicate)
    rows = TicketLink.objects.filter(Q(source=duplicate) | Q(target=duplicate), removed_at__isnull=True)
    for row in rows.order_by("pk"):
        source, target = (survivor if end == duplicate else end for end in (row.source_id, row.target_id))
        if row.kind == SAME_PROBLEM:
            source, target = sorted((source, target))
        there = TicketLink.objects.filter(
            kind=row.kind, source=source, target=target, removed_at__isnull=True
        )
        if source != target and not there.exists():
            store_link(row.kind, source, target, actor=entry.actor, at=entry.at, carried_from=row)


def _take_back(duplicate: int, entry: AuditEntry) -> None:
    ours: Any = Q(carried_from__source=duplicate) | Q(carried_from__target=duplicate)
    for row in TicketLink.objects.filter(ours, removed_at__isnull=True):
        end_link(row, entry.at)
