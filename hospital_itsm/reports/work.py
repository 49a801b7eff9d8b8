"""The job that works a long run: what its person sees when it is worked, for this person alone."""

from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.access import can
from hospital_itsm.exporting.lists import ListMissing
from hospital_itsm.exporting.reading import CHUNK, NotReadable, rights_of
from hospital_itsm.exporting.writing import TooManyRows
from hospital_itsm.jobs.kinds import JobFailed, Kind, register
from hospital_itsm.jobs.models import Job
from hospital_itsm.reports.asked import Asked
from hospital_itsm.reports.choices import ENDED, Output
from hospital_itsm.reports.models import ReportRun
from hospital_itsm.reports.questions import BY_CODE
from hospital_itsm.reports.reading import ReportReading
from hospital_itsm.reports.rules.estimates import most_rows

KIND: Final = "report.run"
COUNTING, WRITING = "counting", "writing"
NOT_ALLOWED, NOT_READABLE, CHANGED, TOO_MANY = "not-allowed", "not-readable", "rights-changed", "too-many"
STEPS: Final = {COUNTING: _("Counting rows"), WRITING: _("Writing rows")}
FAILURES: Final = {
    NOT_ALLOWED: _("You may no longer read what this report is about. Ask your manager."),
    NOT_READABLE: _("What was asked cannot be read any more. Open the question and ask anew."),
    CHANGED: _("Your rights have changed since you asked. Run the report again."),
    TOO_MANY: _(
        "There are more rows than such a file may have. Narrow the report, choose fewer columns, or take CSV."
    ),
}


def register_job() -> None:
    """Let workers work runs; called once when the app is ready."""
    register(
        Kind(
            KIND,
            _("Report"),
            work,
            STEPS,
            FAILURES,
            canceled=_("It was canceled. No file was kept."),
            ended=_("The report is ready."),
        )
    )


def work(job: Job, progress: Any) -> None:
    """Make the file of the job's run. Raises JobFailed, and notes on the run why."""
    from hospital_itsm.reports.actions.runs import fail_run, finish_run
    from hospital_itsm.reports.writing import make

    run = ReportRun.objects.select_related("asked_by").get(job=job)
    if run.state in ENDED:
        return
    try:
        reading, total = _reading(run)
        progress(0, total, COUNTING)
        made = make(reading, Output(run.output), run.pk, lambda rows: _note(progress, rows, total))
    except JobFailed as failure:
        fail_run(run, actor=run.asked_by, failure=failure.code)
        raise
    except TooManyRows as fault:
        fail_run(run, actor=run.asked_by, failure=TOO_MANY)
        raise JobFailed(TOO_MANY) from fault
    finish_run(run, reading, made, actor=run.asked_by)


def _reading(run: ReportRun) -> tuple[ReportReading, int]:
    question, person = BY_CODE.get(run.question), run.asked_by
    if question is None:
        raise JobFailed(NOT_READABLE)
    if not person.is_active or not can(person, "report.run", question):
        raise JobFailed(NOT_ALLOWED)
    if run.rights != rights_of(person):
        raise JobFailed(CHANGED)
    asked = Asked(question, run.parameters, actor=person, now=timezone.now())
    if asked.errors:
        raise JobFailed(NOT_READABLE)
    try:
        reading = ReportReading(asked)
    except (ListMissing, NotReadable) as fault:
        raise JobFailed(NOT_READABLE) from fault
    total = reading.count()
    if total > most_rows(run.output, len(reading.columns)):
        raise JobFailed(TOO_MANY)
    return reading, total


def _note(progress: Any, rows: int, total: int) -> None:
    if rows % CHUNK == 0:
        progress(rows, max(rows, total), WRITING)
