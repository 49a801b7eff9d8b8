"""Telling people that a job ended while they were elsewhere."""

from datetime import datetime, timedelta
from typing import Any, Final

from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.jobs.choices import JobState
from hospital_itsm.jobs.models import Job
from hospital_itsm.outbox import tell
from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.job_messages import DONE, FAILED

PATIENCE: Final = timedelta(seconds=15)
"""An open page of a job asks every second; whoever has not seen the end by then is elsewhere."""
BATCH: Final = 200
MESSAGE_OF: Final = {JobState.DONE: DONE, JobState.FAILED: FAILED}


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
        tell.tell(
            actor=actor,
            kind=MESSAGE_OF[JobState(job.state)],
            recipients=[job.owner],
            payload=_payload(job),
            dedupe=str(job.pk),
            channels=(Channel.IN_APP, Channel.EMAIL) if job.mail_wanted else (Channel.IN_APP,),
        )
    Job.objects.filter(pk__in=[job.pk for job in jobs]).update(told_at=now)
    return len(jobs)


def _payload(job: Job) -> dict[str, Any]:
    rows = {"rows": job.rows} if job.stored_name else {}
    return {"job": job.pk, "what": job.kind, **rows}
