"""Reading the bell."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.core.access import require
from hospital_itsm.outbox.models import BellItem


@housekeeping("Read marks are no business record.")
def mark_read(*, actor: Any, items: Collection[int] | None = None) -> int:
    """Mark lines of the actor's own bell (all without `items`) as read; return how many were unread.

    A line that took in a further message since it was looked at is another line now, and stays unread.
    """
    require(actor, "bell.read")
    unread = BellItem.objects.unread().filter(user_id=actor.pk)
    if items is not None:
        unread = unread.filter(pk__in=items)
    return unread.update(read_at=timezone.now())
