"""Mending clocks whose cached figures left their history, which only a fault or a hand in the database can cause."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from tickets.actions.clock_sheet import ClockSheet
from tickets.models import Ticket
from tickets.rules import sla

RECOUNTED = "clock.recount"


@action(RECOUNTED, gettext_lazy("counted the clocks again"))
def mend(pk: int, *, actor: Any) -> int:
    """Count the open clocks of a ticket again from their history; return how many figures changed."""
    ticket = Ticket.objects.select_for_update().get(pk=pk)
    sheet = ClockSheet.of(ticket)
    now = timezone.now()
    changes: dict[str, Any] = {}
    for metric, row in sheet.rows.items():
        if not row.stopped_at:
            value = sheet.values[metric]
            history = [segment.as_value() for segment in row.segments.order_by("began_at")]
            right = sla.with_consumed(value, sla.recounted(value, history))
            due = sla.due_at(right)
            if right != value or due != row.due_at:
                changes[metric] = [str(row.due_at), str(due)]
                sheet.replace(metric, right)
    before = ticket.next_due_at
    sheet.save(now)
    if sheet.write_next_due() or ticket.next_due_at != before:
        changes["next_due_at"] = [str(before), str(ticket.next_due_at)]
    if changes:
        record(actor, RECOUNTED, ticket, changes)
    return len(changes)
