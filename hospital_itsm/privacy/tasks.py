"""Celery entry points of privacy."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.privacy.actions.discoveries import remind
from hospital_itsm.privacy.queries.discoveries import due_for_reminding


@shared_task
def remind_of_limits() -> int:
    """Remind of every day that has come, each in a transaction of its own; beat calls it hourly."""
    actor, today = System("privacy"), timezone.localdate()
    return sum(bool(remind(pk, actor=actor, today=today)) for pk in due_for_reminding(today))
