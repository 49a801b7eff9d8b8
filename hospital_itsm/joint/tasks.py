"""Celery entry points of tasks between teams."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.joint.actions.watching import notice_late


@shared_task
def watch_ticket_tasks() -> int:
    """Notice late tasks; beat calls it every minute."""
    actor, now = System("task-watch"), timezone.now()
    total, last = notice_late(actor=actor, now=now)
    while last is not None:
        more, last = notice_late(actor=actor, now=now, after=last)
        total += more
    return total
