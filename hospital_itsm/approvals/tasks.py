"""Celery entry points of approvals."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.approvals.actions.reminders import remind_of_waiting
from hospital_itsm.core.actors import System


@shared_task
def remind_of_waiting_approvals() -> int:
    """Remind of what waits for more than a day; beat calls it every hour."""
    told = 0
    while found := _remind():
        told += found
    return told


def _remind() -> int:
    return remind_of_waiting(actor=System("approvals"), now=timezone.now())
