"""Celery entry points of patient safety."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.safety.actions.reminders import remind_of_reports


@shared_task
def remind_of_patient_events() -> int:
    """Remind of reports that are due or late; beat calls it every few minutes."""
    told, last = remind_of_reports(actor=System("patient-events"), now=timezone.now())
    while last:
        more, last = remind_of_reports(actor=System("patient-events"), now=timezone.now(), after=last)
        told += more
    return told
