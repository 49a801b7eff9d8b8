"""What a person is told of a job that ended: its kind and the number of its rows, nothing it was asked with."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.jobs import kinds as job_kinds
from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import CODE, NUMBER, Shape

DONE, FAILED = "job.done", "job.failed"


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
    done = {**fields, "rows": NUMBER}
    where = "jobs:job", "job"
    rows = (_("The file has {rows} rows."),)
    register(
        Kind(DONE, done, _("{what}: done"), *where, rows, optional=frozenset({"rows"}), icon="circle-check")
    )
    why = (_("The page of the job says why."),)
    register(Kind(FAILED, fields, _("{what}: not done"), *where, why, icon="alert-octagon"))
