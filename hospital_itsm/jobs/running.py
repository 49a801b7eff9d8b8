"""Working jobs: one worker on one job, carried on after a kill, and the truth about how it ended.

The claim is an advisory lock of the worker's own connection: it goes with the worker, however that dies, so that a
job without a lock is free and a job with one is in good hands. No clock decides about it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, Final

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError, connection
from django.db.models.functions import Greatest
from django.utils import timezone

from hospital_itsm.jobs import kinds
from hospital_itsm.jobs.choices import JobState
from hospital_itsm.jobs.kinds import JobFailed, Result
from hospital_itsm.jobs.models import Job

LOCKS: Final = 0x6A6F62
"""The first half of the keys of our advisory locks, so that they meet no other's."""
MOST_BEGINNINGS: Final = 3
SECONDS_BETWEEN_NOTES: Final = 0.5
UNEXPECTED, WORKER_DIED = "unexpected", "worker-died"
CARRY_ON_LATER: Final = (OperationalError, InterfaceError, SoftTimeLimitExceeded)

log = structlog.get_logger(__name__)


class Canceled(Exception):
    """The person wants the job no more."""


class Progress:
    """Notes how far a job is, at most twice a second. Raises Canceled when its person wants it no more."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.noted_at = float("-inf")

    def __call__(self, done: int, total: int, step: str = "") -> None:
        """`done` of `total` rows, in the step of this code; what was noted never goes back."""
        now = monotonic()
        if now - self.noted_at < SECONDS_BETWEEN_NOTES:
            return
        self.noted_at = now
        mine = Job.objects.filter(pk=self.job.pk)
        mine.update(done=Greatest("done", done), total=total, step=step, heartbeat_at=timezone.now())
        if mine.filter(cancel_requested=True).exists():
            raise Canceled


def carry_on_all() -> int:
    """Work every job that waits or was interrupted, those never begun first; how many were worked here.

    One that must be carried on later keeps nobody else's waiting. Raises what stopped the first such one, in the end;
    SoftTimeLimitExceeded at once.
    """
    keys = list(Job.objects.unfinished().order_by("beginnings", "pk").values_list("pk", flat=True))
    worked, stopped = 0, []
    for pk in keys:
        try:
            worked += work(pk)
        except (OperationalError, InterfaceError) as error:
            log.warning("job.interrupted", job=pk, error=type(error).__name__)
            stopped.append(error)
    if stopped:
        raise stopped[0]
    return worked


def work(pk: int) -> bool:
    """Work one job to its end; whether it was ours. One that another worker holds is left to that one."""
    with _claimed(pk) as is_ours:
        job = _begun(pk) if is_ours else None
        if job is not None:
            _do(job)
    return job is not None


@contextmanager
def _claimed(pk: int) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS, pk])
        (is_ours,) = cursor.fetchone()
    try:
        yield is_ours
    finally:
        if is_ours and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS, pk])


def _begun(pk: int) -> Job | None:
    """The job, noted as running; None where it is over or must not be begun again."""
    job: Job | None = Job.objects.unfinished().filter(pk=pk).first()
    if job is None:
        return None
    if job.cancel_requested:
        _end(job, JobState.CANCELED)
        return None
    if job.beginnings >= MOST_BEGINNINGS:
        _end(job, JobState.FAILED, failure=WORKER_DIED)
        return None
    job.state, job.beginnings, job.heartbeat_at = JobState.RUNNING, job.beginnings + 1, timezone.now()
    job.save(update_fields=["state", "beginnings", "heartbeat_at"])
    return job


def _do(job: Job) -> None:
    try:
        result = kinds.get(job.kind).work(job, Progress(job))
    except Canceled:
        _end(job, JobState.CANCELED)
    except JobFailed as failure:
        _end(job, JobState.FAILED, failure=failure.code)
    except CARRY_ON_LATER:
        raise
    except Exception:
        log.exception("job.failed", job=job.pk, kind=job.kind)
        _end(job, JobState.FAILED, failure=UNEXPECTED)
    else:
        _end(job, JobState.DONE, **_facts(result))


def _facts(result: Result | None) -> dict[str, Any]:
    if result is None:
        return {}
    return {
        "stored_name": result.stored_name,
        "file_name": result.file_name,
        "content_type": result.content_type,
        "size": result.size,
        "rows": result.rows,
    }


def _end(job: Job, state: JobState, **facts: Any) -> None:
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(state=state, ended_at=now, heartbeat_at=now, **facts)
