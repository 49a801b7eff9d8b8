"""Celery entry points of the CMMS."""

from celery import shared_task

from hospital_itsm.cmms import running


@shared_task
def run_due_sources() -> int:
    """Fetch the sources that are due; beat calls it every minute."""
    return running.run_due()
