"""The job that writes a long list: what its person sees when it is worked, for this person alone."""

from functools import partial
from typing import Any, Final

from django.http import QueryDict
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.access import can
from hospital_itsm.core.files.intake import keep_file
from hospital_itsm.exporting.lists import ExportedList, ListMissing
from hospital_itsm.exporting.reading import CHUNK, NotReadable, Reading, rights_of
from hospital_itsm.jobs.kinds import JobFailed, Kind, Result, register
from hospital_itsm.jobs.models import Job

WRITING: Final = "writing"
NOT_ALLOWED, NOT_READABLE, CHANGED, TOO_MANY = "not-allowed", "not-readable", "rights-changed", "too-many"
STEPS: Final = {WRITING: _("Writing rows")}
FAILURES: Final = {
    NOT_ALLOWED: _("You may no longer read this list. Ask your manager."),
    NOT_READABLE: _("The filters of the list cannot be read. Go back, choose them anew, and export again."),
    CHANGED: _("Your rights have changed since you asked. Go back and export again."),
    TOO_MANY: _("An Excel file does not hold so many rows. Export to CSV, or choose filters."),
}


def register_job(of: ExportedList) -> None:
    """Let workers write this list."""
    title = format_lazy(_("Export: {title}"), title=of.title)
    still = partial(may_have, of)
    register(Kind(of.job_kind, title, partial(work, of), STEPS, FAILURES, may_have=still))


def may_have(of: ExportedList, job: Job) -> bool:
    """May the person still have what the job wrote? Not when any right or membership is another than then."""
    owner = job.owner
    if owner is None or not owner.is_active or not can(owner, of.verb):
        return False
    if job.payload.get("rights", rights_of(owner)) != rights_of(owner):
        return False
    try:
        _reading(of, job)
    except (NotReadable, ListMissing):
        return False
    return True


def work(of: ExportedList, job: Job, progress: Any) -> Result:
    """Write what the person sees now. Raises JobFailed where they may not have it any more."""
    from hospital_itsm.exporting.actions.exports import record_export
    from hospital_itsm.exporting.writing import CSV, TooManyRows, write

    owner = job.owner
    if owner is None or not owner.is_active or not can(owner, of.verb):
        raise JobFailed(NOT_ALLOWED)
    if job.payload.get("rights", rights_of(owner)) != rights_of(owner):
        raise JobFailed(CHANGED)
    form = job.payload.get("format", CSV)
    try:
        reading = _reading(of, job)
        total = reading.count()
        written = write(reading, form, partial(_note, progress, total))
    except ListMissing as missing:
        raise JobFailed(NOT_ALLOWED) from missing
    except NotReadable as fault:
        raise JobFailed(NOT_READABLE) from fault
    except TooManyRows as fault:
        raise JobFailed(TOO_MANY) from fault
    with written.file as file:
        stored = keep_file(file)
    record_export(reading, written, form, actor=owner, target=job)
    return Result(stored, written.name, written.content_type, written.size, written.rows)


def _note(progress: Any, total: int, rows: int) -> None:
    if rows % CHUNK == 0:
        progress(rows, max(rows, total), WRITING)


def _reading(of: ExportedList, job: Job) -> Reading:
    given, payload = QueryDict(job.payload.get("query", "")), job.payload
    return Reading(
        of,
        actor=job.owner,
        given=given,
        sort=payload.get("sort", ""),
        key=payload.get("key", ""),
        now=timezone.now(),
        chosen=payload.get("columns", ""),
    )
