"""Celery entry points of the work of vendors."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.vendor_work.actions.overdue import tell_overdue


@shared_task
def tell_overdue_sessions() -> int:
    """Tell of sessions that are open after their end; beat calls it every minute."""
    told, last = tell_overdue(actor=System("remote-access"), now=timezone.now())
    while last:
        more, last = tell_overdue(actor=System("remote-access"), now=timezone.now(), after=last)
        told += more
    return told
