"""Reminding those who answer for it that the report of a patient event is due, once at each step."""

import logging
from datetime import datetime, time
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from hospital_itsm.audit.actions import housekeeping, step
from hospital_itsm.core.access import require
from hospital_itsm.outbox.tell import tell
from hospital_itsm.safety.choices import Reminder
from hospital_itsm.safety.models import PatientEvent
from hospital_itsm.safety.queries.patient_events import readers
from hospital_itsm.safety.rules.reminders import owed
from hospital_itsm.safety.rules.work_days import work_days_left

BATCH: Final = 200
FROM: Final = time(7)
"""Nobody is reminded in the night of a day that has just begun."""
log = logging.getLogger(__name__)


@housekeeping("a day that comes near is no deed of anybody; the event keeps the step that was reached")
def remind_of_reports(*, actor: Any, now: datetime, after: int = 0) -> tuple[int, int]:
    """Remind of one batch of events behind the row `after`; return (events told of, last row seen).

    Telling and the step that was reached are stored together, so that a worker who dies in between tells again
    or not at all, and two at once tell once. A batch that saw nothing returns (0, 0).
    """
    require(actor, "patient_event.remind")
    here = timezone.localtime(now)
    if here.time() < FROM:
        return 0, 0
    waiting = PatientEvent.objects.not_sent().exclude(reminded=Reminder.LATE).filter(pk__gt=after)
    rows = list(waiting.order_by("pk").select_for_update(skip_locked=True, no_key=True)[:BATCH])
    told = sum(_remind_safely(event, actor, here) for event in rows)
    return told, rows[-1].pk if rows else 0


@step
def due_at(event: PatientEvent) -> datetime:
    """The instant that messages name: noon of the day it is due."""
    return timezone.make_aware(datetime.combine(event.due_on, time(12)))


def _remind_safely(event: PatientEvent, actor: Any, here: datetime) -> bool:
    try:
        with transaction.atomic():
            return _remind(event, actor, here)
    except Exception:
        log.exception("reminder failed", extra={"event_key": event.key})
        return False


def _remind(event: PatientEvent, actor: Any, here: datetime) -> bool:
    now = owed(event.reminded, work_days_left(event.due_on, here.date()))
    if not now:
        return False
    event.reminded = now
    event.save(update_fields=["reminded"])
    tell(
        actor=actor,
        kind="patient_event.due",
        recipients=readers(),
        payload={
            "event": event.key,
            "number": event.pk,
            "step": str(Reminder(now).label),
            "due": due_at(event),
        },
        dedupe=f"{event.key}:{event.due_on}:{now}",
    )
    return True
