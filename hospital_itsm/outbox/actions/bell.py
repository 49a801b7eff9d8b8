"""Reading the bell."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.core.access import require
from hospital_itsm.outbox.models import BellItem


@housekeeping("Read marks are no business record.")
def mark_read(*, actor: Any, items: Collection[int] | None = None) -> int:
    """Mark the actor's own items (all of them without `items`) as read; return how many were unread."""
    require(actor, "bell.read")
    unread = BellItem.objects.filter(user_id=actor.pk, read_at__isnull=True)
    if items is not None:
        unread = unread.filter(pk__in=items)
    return unread.update(read_at=timezone.now())
