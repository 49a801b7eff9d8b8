"""Celery entry points of vendors."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.core.actors import System
from vendors.actions.baa_reminders import remind_of_baas
from vendors.actions.renewals import remind_of_notices


@shared_task
def remind_of_notice_dates() -> int:
    """Remind of notice dates that come near; beat calls it every hour."""
    told, last = remind_of_notices(actor=System("contracts"), now=timezone.now())
    while last:
        more, last = remind_of_notices(actor=System("contracts"), now=timezone.now(), after=last)
        told += more
    return told


@shared_task
def remind_of_last_days_of_baas() -> int:
    """Remind of business associate agreements that end soon; beat calls it every hour."""
    told, last = remind_of_baas(actor=System("baas"), now=timezone.now())
    while last:
        more, last = remind_of_baas(actor=System("baas"), now=timezone.now(), after=last)
        told += more
    return told
