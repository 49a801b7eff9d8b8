"""Celery entry points of the machinery."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.jobs import heartbeats, idempotency, running, starting
from hospital_itsm.jobs.health import WORKER


@shared_task
def note_worker_alive() -> None:
    """Beat sends it, the broker carries it, a worker runs it: the row proves that all three live."""
    heartbeats.beat(WORKER)


@shared_task
def forget_idempotency_keys() -> int:
    """Delete keys whose request nobody repeats any more."""
    return idempotency.forget_old_keys(timezone.now())


@shared_task
def carry_on_jobs() -> int:
    """Work the jobs that wait or were interrupted; beat calls it every few seconds, a new job at once."""
    return running.carry_on_all()


@shared_task
def forget_jobs() -> int:
    """Delete old jobs with their files."""
    return starting.forget_old_jobs(timezone.now())
