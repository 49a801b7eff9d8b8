"""Celery entry points of the audit trail."""

from celery import shared_task

from hospital_itsm.audit import sealing


@shared_task
def seal_audit() -> int:
    """Seal what is settled; beat calls it every minute."""
    return sealing.seal_new()
