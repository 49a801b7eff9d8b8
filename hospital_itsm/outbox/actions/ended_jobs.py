"""Telling people that a job ended while they were elsewhere."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.jobs import kinds as job_kinds
from hospital_itsm.jobs.choices import JobState
from hospital_itsm.jobs.models import Job
from hospital_itsm.outbox import tell
from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import CODE, NUMBER, Shape

PATIENCE: Final = timedelta(seconds=15)
"""An open page of a job asks every second; whoever has not seen the end by then is elsewhere."""
BATCH: Final = 200
DONE, FAILED = "job.done", "job.failed"
MESSAGE_OF: Final = {JobState.DONE: DONE, JobState.FAILED: FAILED}


def title_of(code: str) -> str:
    """What a kind of job is called; one of an earlier release is a job."""
    try:
        return str(job_kinds.get(code).title)
    except KeyError:
        return str(_("Job"))


JOB_KIND: Final = Shape("kind of job", CODE.store, lambda value, now: title_of(value))


def register_kinds() -> None:
    """Register what is said; called once when the app is ready."""
    fields = {"job": NUMBER, "what": JOB_KIND}
    told = {"url_name": "jobs:job", "url_value": "job"}
    register(
        Kind(DONE, {**fields, "rows": NUMBER}, _("{what}: done, {rows} rows"), icon="circle-check", **told)
    )
    register(
        Kind(
            FAILED,
            fields,
            _("{what}: not done"),
            lines=(_("The page of the job says why."),),
            icon="alert-octagon",
            **told,
        )
    )


@housekeeping("The row of the job notes that its person was told.")
def tell_of_ended_jobs(*, actor: Any, now: datetime) -> int:
    """Tell those who have not seen the end of their job, once; by mail where they asked for it. How many were told."""
    jobs = list(
        Job.objects.to_be_told(now - PATIENCE)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("owner")
        .order_by("pk")[:BATCH]
    )
    for job in jobs:
        kind = MESSAGE_OF[JobState(job.state)]
        payload = {"job": job.pk, "what": job.kind}
        tell.tell(
            actor=actor,
            kind=kind,
            recipients=[job.owner],
            payload={**payload, "rows": job.rows} if kind == DONE else payload,
            dedupe=str(job.pk),
            channels=(Channel.IN_APP, Channel.EMAIL) if job.mail_wanted else (Channel.IN_APP,),
        )
    Job.objects.filter(pk__in=[job.pk for job in jobs]).update(told_at=now)
    return len(jobs)
