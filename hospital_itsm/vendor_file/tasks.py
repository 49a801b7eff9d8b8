"""Celery entry points of what is kept of vendors."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.vendor_file.actions.reminders import SOURCES, remind


@shared_task
def remind_of_last_days() -> int:
    """Remind of insurance, reviews and credentials whose day comes near; beat calls it every hour."""
    count = 0
    for source in SOURCES:
        told, last = remind(source, actor=System("vendor-file"), now=timezone.now())
        while last:
            count += told
            told, last = remind(source, actor=System("vendor-file"), now=timezone.now(), after=last)
    return count
