"""Celery entry points of shifts."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.jobs.heartbeats import age, beat
from hospital_itsm.shifts.actions.writing import write_handover
from hospital_itsm.shifts.sheet import EVERY, PART, write_sheet


@shared_task
def write_due_handover() -> int:
    """Write the hand-over of a change that has passed; beat calls it every half minute."""
    made = write_handover(actor=System("shifts"), now=timezone.now())
    return 0 if made is None else 1


@shared_task
def write_emergency_sheet() -> int:
    """Write the emergency sheet where the last is a quarter of an hour old; beat calls it every half minute."""
    past = age(PART)
    if past is not None and past < EVERY:
        return 0
    write_sheet()
    beat(PART)
    return 1
