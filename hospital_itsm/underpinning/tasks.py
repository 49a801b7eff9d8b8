"""Celery entry points of vendor clocks."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.underpinning.actions.watching import notice_misses


@shared_task
def watch_vendor_clocks() -> int:
    """Notice what vendors missed; beat calls it every minute."""
    actor, now = System("vendor-watch"), timezone.now()
    total, last = notice_misses(actor=actor, now=now)
    while last is not None:
        more, last = notice_misses(actor=actor, now=now, after=last)
        total += more
    return total
