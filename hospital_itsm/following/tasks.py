"""Celery entry points of what rests."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.following.actions.snoozes import BATCH, bring_back


@shared_task
def bring_back_rested() -> int:
    """Bring back what has rested long enough; beat calls it every minute."""
    actor, now, total = System("snooze"), timezone.now(), 0
    while count := bring_back(actor=actor, now=now):
        total += count
        if count < BATCH:
            break
    return total
