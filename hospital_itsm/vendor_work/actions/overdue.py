"""Sessions that are still open after their end are told once, though the worker dies in the middle."""

import logging
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q

from hospital_itsm.audit.actions import housekeeping, step
from hospital_itsm.core.access import require
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.audience import holders_of_any
from hospital_itsm.vendor_work.actions.sessions import payload_of
from hospital_itsm.vendor_work.models import RemoteSession

BATCH: Final = 100
log = logging.getLogger(__name__)


@housekeeping("time that passes is no deed of anybody; when it was told is kept")
def tell_overdue(*, actor: Any, now: datetime, after: int = 0) -> tuple[int, int]:
    """Tell of one batch of overdue sessions behind the row `after`; return (sessions told of, last row seen).

    A later end begins anew. A batch that saw nothing returns (0, 0).
    """
    require(actor, "remote_session.watch")
    fresh = Q(overdue_told_for__isnull=True) | Q(overdue_told_for__lt=F("until_at"))
    waiting = RemoteSession.objects.overdue(now).filter(fresh, pk__gt=after).order_by("pk")
    rows = list(
        waiting.select_related("vendor", "asset", "asked_by", "opened_by").select_for_update(
            of=("self",), skip_locked=True
        )[:BATCH]
    )
    if not rows:
        return 0, 0
    approvers = holders_of_any(["remote_access.approve"])
    return sum(_tell_safely(row, approvers, actor) for row in rows), rows[-1].pk


def _tell_safely(row: RemoteSession, approvers: list[Any], actor: Any) -> bool:
    try:
        with transaction.atomic():
            _tell(row, approvers, actor)
    except Exception:
        log.exception("Overdue session could not be told", extra={"session_pk": row.pk})
        return False
    return True


@step
def _tell(row: RemoteSession, approvers: list[Any], actor: Any) -> None:
    row.overdue_told_for = row.until_at
    row.save(update_fields=["overdue_told_for"])
    people = {one.pk: one for one in (row.asked_by, row.opened_by, *approvers) if one is not None}
    tell(
        actor=actor,
        kind="remote_session.overdue",
        recipients=people.values(),
        payload=payload_of(row),
        dedupe=f"{row.key}:{row.until_at.isoformat()}",
    )
