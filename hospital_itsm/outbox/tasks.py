"""Celery entry points of the outbox."""

from celery import shared_task

from hospital_itsm.outbox.delivery import deliver_due


@shared_task
def deliver_due_messages() -> dict[str, int]:
    """Deliver what is due; beat calls it every ten seconds, a commit that told somebody at once."""
    return deliver_due()
