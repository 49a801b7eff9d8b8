"""Celery entry points of the outbox."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.outbox.actions.ended_jobs import tell_of_ended_jobs
from hospital_itsm.outbox.delivery import deliver_due


@shared_task
def deliver_due_messages() -> dict[str, int]:
    """Deliver what is due; beat calls it every ten seconds, a commit that told somebody at once."""
    return deliver_due()


@shared_task
def tell_of_jobs() -> int:
    """Tell people of jobs that ended while they were elsewhere; beat calls it every ten seconds."""
    return tell_of_ended_jobs(actor=System("jobs"), now=timezone.now())
