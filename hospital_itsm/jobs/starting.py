"""Asking for a job, and for its end. The caller's action owns the transaction and the entry in the trail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import TooMany
from hospital_itsm.jobs import kinds
from hospital_itsm.jobs.choices import UNFINISHED, JobState
from hospital_itsm.jobs.models import KEPT, Job

MOST_AT_ONCE: Final = 5
WAIT_SECONDS: Final = 60


def start(kind: str, payload: Mapping[str, Any], *, actor: Any, back: str = "") -> Job:
    """Store a job that waits for a worker. `payload` is what its function needs; `back` is the page it came from.

    Raises KeyError for an unknown kind, TooMany where the person has five unfinished jobs.
    """
    kinds.get(kind)
    owner = person(actor)
    if owner is not None and Job.objects.visible_to(owner).unfinished().count() >= MOST_AT_ONCE:
        words = _("Five of your jobs are not finished yet. Wait for one, or cancel one.")
        raise TooMany(words, wait=WAIT_SECONDS)
    return Job.objects.create(
        kind=kind, owner=owner, payload=dict(payload), back=back, asked_at=timezone.now()
    )


def cancel(job: Job) -> None:
    """End a job that waits, and ask the worker of a running one to stop; a finished one stays as it is."""
    now = timezone.now()
    mine = Job.objects.filter(pk=job.pk)
    mine.filter(state=JobState.WAITING).update(state=JobState.CANCELED, ended_at=now, cancel_requested=True)
    mine.filter(state=JobState.RUNNING).update(cancel_requested=True)


def note_seen(job: Job) -> None:
    """Its person has the end before their eyes: nothing needs to be told. One statement, the first time only."""
    if job.ended_at is not None and job.seen_at is None:
        Job.objects.filter(pk=job.pk).update(seen_at=timezone.now())


def want_mail(job: Job, *, wanted: bool) -> None:
    """Tell of its end by mail as well, or not; a finished one stays as it is."""
    Job.objects.filter(pk=job.pk).unfinished().update(mail_wanted=wanted)


def forget_old_jobs(now: datetime) -> int:
    """Delete jobs that ended more than seven days ago with the files they made; how many there were."""
    old = Job.objects.filter(ended_at__lt=now - KEPT).exclude(state__in=UNFINISHED)
    for stored_name in old.exclude(stored_name="").values_list("stored_name", flat=True):
        default_storage.delete(stored_name)
    deleted, _by_model = old.delete()
    return deleted
