"""Reads that are entries of the trail: opening a restricted ticket (domain 4.1, audit controls)."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.audit.recording import record
from hospital_itsm.core.actors import person
from tickets.models import Ticket
from tickets.rules.reading import ONE_READING, READ


@action(READ, gettext_lazy("read the restricted ticket"))
def record_reading(ticket: Ticket, *, actor: Any, now: datetime | None = None) -> bool:
    """Record that the actor reads a ticket, if it is restricted; return whether an entry was written."""
    if not ticket.is_restricted:
        return False
    since = (now or timezone.now()) - ONE_READING
    entries = AuditEntry.objects.filter(target_type="tickets.ticket", target_id=str(ticket.pk), verb=READ)
    if entries.filter(actor=person(actor), at__gt=since).exists():
        return False
    record(actor, READ, ticket)
    return True
