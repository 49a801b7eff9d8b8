"""Celery entry points of the machinery."""

from celery import shared_task

from hospital_itsm.jobs import heartbeats
from hospital_itsm.jobs.health import WORKER


@shared_task
def note_worker_alive() -> None:
    """Beat sends it, the broker carries it, a worker runs it: the row proves that all three live."""
    heartbeats.beat(WORKER)
