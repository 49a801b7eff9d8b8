"""What happened to a ticket after the version somebody was reading."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone


@dataclass(frozen=True)
class News:
    """Who acted since (names, by commas) and the instant from which everything is new."""

    names: str
    since: datetime


def changed_since(ticket: Any, version: int) -> News:
    """Read the changes that came after `version`: two statements."""
    from hospital_itsm.audit.models import AuditEntry
    from hospital_itsm.feed.models import Change

    read = Change.objects.filter(kind="ticket", subject=ticket.pk, version=version).order_by("-id").first()
    since = read.at if read else timezone.now()
    entries = AuditEntry.objects.filter(target_type="tickets.ticket", target_id=str(ticket.pk), at__gt=since)
    labels = entries.order_by("at", "id").values_list("actor_label", flat=True)
    return News(", ".join(dict.fromkeys(label for label in labels if label)), since)
