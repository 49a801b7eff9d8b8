"""Noticing late tasks: each deadline once, whatever happens to the worker."""

import logging
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.joint.actions import clocks
from hospital_itsm.joint.actions.telling import tell_late
from hospital_itsm.joint.models import TicketTask

BATCH: Final = 200
log = logging.getLogger(__name__)


@action("ticket_task.late", gettext_lazy("noticed that the task is late"))
def notice_late(*, actor: Any, now: datetime, after: tuple[datetime, int] | None = None) -> Any:
    """Mark one batch of late tasks behind `after`; return (how many were marked, the place of the last).

    Mark, trail and message are stored together, so that a worker who dies in between does all of it again or nothing,
    and two at once mark once. Rows in other hands are left for the next round. An empty batch returns (0, None).
    """
    require(actor, "ticket_task.watch")
    late = TicketTask.objects.newly_late(now).select_related("ticket", "team__lead", "calendar")
    if after is not None:
        late = late.filter(due_at__gte=after[0]).exclude(due_at=after[0], pk__lte=after[1])
    rows = list(late.select_for_update(of=("self",), skip_locked=True, no_key=True)[:BATCH])
    if not rows:
        return 0, None
    last = rows[-1].due_at, rows[-1].pk
    return sum(_mark_safely(task, actor, now) for task in rows), last


def _mark_safely(task: TicketTask, actor: Any, now: datetime) -> bool:
    try:
        with transaction.atomic():
            return _mark(task, actor, now)
    except Exception:
        log.exception("late task failed", extra={"ticket_task_pk": task.pk})
        return False


@step
def _mark(task: TicketTask, actor: Any, now: datetime) -> bool:
    clocks.restate(task, now)
    if task.missed_at is None:
        return False
    task.noticed_at = now
    task.version += 1
    task.save(update_fields=["noticed_at", "version"])
    record(actor, "ticket_task.late", task, {"due_at": task.missed_at.isoformat()})
    tell_late(task, actor=actor)
    return True
