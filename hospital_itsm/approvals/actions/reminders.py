"""Reminding of what waits: at most once a day, in the morning."""

from datetime import datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone

from hospital_itsm.approvals.actions.asking import tell_next
from hospital_itsm.approvals.models import ApprovalRequest
from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.core.access import require

BATCH: Final = 100
FROM: Final = time(7)
AFTER: Final = timedelta(days=1)


@housekeeping("a day that passes is no deed of anybody; the reminders that went out are kept")
def remind_of_waiting(*, actor: Any, now: datetime) -> int:
    """Remind of one batch of requests that wait for more than a day; return how many there were."""
    require(actor, "approval.remind")
    here = timezone.localtime(now)
    if here.time() < FROM:
        return 0
    waiting = ApprovalRequest.objects.waiting().filter(asked_at__lte=now - AFTER)
    due = waiting.exclude(reminded_on=here.date()).order_by("pk")
    rows = list(due.select_for_update(skip_locked=True)[:BATCH])
    for row in rows:
        row.reminded_on = here.date()
        row.save(update_fields=["reminded_on"])
        tell_next(row, actor=actor, again=here.date().isoformat())
    return len(rows)
