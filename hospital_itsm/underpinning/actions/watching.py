"""Noticing what vendors missed: each promise once, stamped with its deadline, whatever happens to the worker."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.outbox.tell import tell
from hospital_itsm.underpinning.actions.clocks import settle
from hospital_itsm.underpinning.models import VendorClock
from tickets.access import reads_as_desk
from vendors.queries.answering import Answering

BATCH: Final = 200
LABEL: Final = 80
log = logging.getLogger(__name__)


@action("vendor_task.miss", gettext_lazy("noticed that the vendor missed a promise"))
def notice_misses(*, actor: Any, now: datetime, after: tuple[datetime, int] | None = None) -> Any:
    """Mark one batch of promises that are late behind `after`; return (how many were marked, the place of the last).

    Mark, trail and message are stored together, so that a worker who dies in between does all of it again or nothing,
    and two at once mark once. Rows in other hands are left for the next round. An empty batch returns (0, None).
    """
    require(actor, "vendor_task.watch")
    late = VendorClock.objects.newly_late(now).select_related(
        "task__ticket__assignee", "task__ticket__team__lead", "task__vendor", "task__contract"
    )
    if after is not None:
        late = late.filter(due_at__gte=after[0]).exclude(due_at=after[0], pk__lte=after[1])
    rows = list(late.select_for_update(of=("self", "task"), skip_locked=True, no_key=True)[:BATCH])
    if not rows:
        return 0, None
    people = Answering.today()
    marked = sum(_mark_safely(clock, people, actor, now) for clock in rows)
    return marked, (rows[-1].due_at, rows[-1].pk)


def _mark_safely(clock: VendorClock, people: Answering, actor: Any, now: datetime) -> bool:
    try:
        with transaction.atomic():
            return _mark(clock, people, actor, now)
    except Exception:
        log.exception("vendor clock failed", extra={"vendor_clock_pk": clock.pk})
        return False


@step
def _mark(clock: VendorClock, people: Answering, actor: Any, now: datetime) -> bool:
    if not settle(clock, clock.task, now):
        return False
    clock.save(update_fields=["state", "stopped_at", "missed_at", "noticed_at", "settled_at"])
    promise = {"promise": clock.metric, "due_at": clock.due_at.isoformat()}
    record(actor, "vendor_task.miss", clock.task, {"ticket": clock.task.ticket.key, **promise})
    _tell(clock, people, actor)
    return True


def _tell(clock: VendorClock, people: Answering, actor: Any) -> None:
    task: Any = clock.task
    tell(
        actor=actor,
        kind="vendor.missed",
        recipients=_told(task, people),
        payload={
            "ticket": task.ticket.key,
            "vendor": task.vendor.name[:LABEL],
            "contract": task.contract.number,
            "promise": str(clock.get_metric_display()),
            "due": timezone.localtime(clock.due_at),
        },
        dedupe=f"{clock.pk}:{clock.due_at.isoformat()}",
    )


def _told(task: Any, people: Answering) -> Iterable[Any]:
    """Who works the ticket or leads its team, and who answers for the contract and may read the ticket."""
    team = task.ticket.team
    owner = task.ticket.assignee or (team.lead if team else None)
    answering = [one for one in people.of(task.contract, raised=False) if reads_as_desk(one, task.ticket)]
    return [*([owner] if owner else []), *answering]
