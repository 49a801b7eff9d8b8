"""Running reports: as the person who asks, at once or by a worker, and the end of every run."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, housekeeping
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.exporting.lists import ListMissing
from hospital_itsm.exporting.reading import rights_of
from hospital_itsm.jobs.choices import JobState
from hospital_itsm.jobs.starting import start
from hospital_itsm.outbox.wake import wake
from hospital_itsm.reports.asked import Asked, checked, too_many_words
from hospital_itsm.reports.choices import ENDED, Output, RunState
from hospital_itsm.reports.declared import Question
from hospital_itsm.reports.models import ReportRun, SavedReport
from hospital_itsm.reports.models.run import KEPT
from hospital_itsm.reports.questions import BY_CODE
from hospital_itsm.reports.reading import ReportReading
from hospital_itsm.reports.rules.estimates import is_at_once, most_rows
from hospital_itsm.reports.work import KIND
from hospital_itsm.reports.writing import Made, make, parts

TASK: Final = "hospital_itsm.jobs.tasks.carry_on_jobs"
RAN: Final = gettext_lazy("ran a report")
LOST: Final = "worker-died"
A_DAY: Final = timedelta(days=1)


@action("report.run", RAN)
def run_question(
    question: Question,
    parameters: Mapping[str, Any],
    output: str,
    *,
    actor: Any,
    saved: SavedReport | None = None,
) -> ReportRun:
    """Run a question as the actor: at once where it is short, else by a worker (`run.job` is then its job).

    The rows are those the actor sees. Raises Forbidden, ValueRefused for what cannot be asked, TooMany.
    """
    require(actor, "report.run", question)
    asked = checked(question, parameters, actor=actor)
    if output not in Output.values:
        raise ValueRefused({"output": _("Choose one of: %(codes)s.") % {"codes": ", ".join(Output.values)}})
    reading = _reading(asked)
    rows = reading.count()
    most = most_rows(output, len(reading.columns))
    if rows > most:
        raise ValueRefused({"output": too_many_words(rows, output, most)})
    run = ReportRun.objects.create(
        question=question.code,
        parameters=asked.parameters(),
        saved=saved,
        output=output,
        asked_by=actor,
        asked_at=asked.now,
        rights=rights_of(actor),
    )
    if is_at_once(output, rows):
        _finish(run, reading, make(reading, Output(output), run.pk), actor)
        return run
    run.job = start(KIND, {"run": run.pk}, actor=actor, back=run.get_absolute_url())
    run.save(update_fields=["job"])
    transaction.on_commit(partial(wake, TASK, queue="reports"))
    return run


@action("report.run", RAN)
def run_saved(saved: SavedReport, output: str, *, actor: Any) -> ReportRun:
    """Run a saved report as the actor, who needs not be its owner but sees it: its rows are the actor's.

    Raises Forbidden, ValueRefused, TooMany, and SavedReport.DoesNotExist for one the actor does not see.
    """
    seen = SavedReport.objects.visible_to(actor).get(pk=saved.pk)
    return run_question(BY_CODE[seen.question], seen.parameters, output, actor=actor, saved=seen)


@action("report.run", RAN)
def finish_run(run: ReportRun, reading: ReportReading, made: Made, *, actor: Any) -> None:
    """Note that the file of a run is there, and who has which rows."""
    require(actor, "report.run", reading.asked.question)
    _finish(run, reading, made, actor)


@housekeeping("The run itself says why it failed; nothing left the house.")
def fail_run(run: ReportRun, *, actor: Any, failure: str) -> None:
    """Note that a run failed, and why, as a code of `work.FAILURES`."""
    run.state, run.failure, run.ended_at = RunState.FAILED, failure, timezone.now()
    run.save(update_fields=["state", "failure", "ended_at"])


@action("report.download", gettext_lazy("downloaded a report"))
def record_download(run: ReportRun, *, actor: Any) -> None:
    """Note that the file of a run was fetched. Raises Forbidden."""
    require(actor, "report.download", run)
    record(actor, "report.download", run, {"question": run.question, "format": run.output, "rows": run.rows})


@housekeeping("What expired is nobody's any more.")
def forget_results(now: datetime, *, actor: Any) -> int:
    """Delete results that had their time, and end runs whose job is over or gone; how many results there were."""
    lost = Q(job__state=JobState.FAILED) | Q(job__isnull=True, asked_at__lt=now - A_DAY)
    open_ones = ReportRun.objects.exclude(state__in=ENDED)
    lost_ones = list(open_ones.filter(lost).values_list("pk", flat=True))
    canceled = list(open_ones.filter(job__state=JobState.CANCELED).values_list("pk", flat=True))
    ReportRun.objects.filter(pk__in=lost_ones).update(state=RunState.FAILED, failure=LOST, ended_at=now)
    ReportRun.objects.filter(pk__in=canceled).update(state=RunState.CANCELED, ended_at=now)
    expired = list(ReportRun.objects.expired(now).select_for_update(skip_locked=True))
    for run in expired:
        default_storage.delete(run.stored_name)
    ReportRun.objects.filter(pk__in=[run.pk for run in expired]).update(stored_name="")
    for part in parts():
        if datetime.fromtimestamp(part.stat().st_mtime, tz=now.tzinfo) < now - A_DAY:
            part.unlink(missing_ok=True)
    return len(expired)


def _reading(asked: Asked) -> ReportReading:
    try:
        return ReportReading(asked)
    except ListMissing:
        raise ValueRefused({"": _("What this is about is not there any more.")}) from None


def _finish(run: ReportRun, reading: ReportReading, made: Made, actor: Any) -> None:
    now = timezone.now()
    run.state, run.ended_at, run.expires_at = RunState.DONE, now, now + KEPT
    run.stored_name, run.file_name, run.content_type = made.stored_name, made.file_name, made.content_type
    run.size, run.rows, run.sha256 = made.size, made.rows, made.sha256
    run.save()
    facts: dict[str, Any] = {
        "question": run.question,
        "format": run.output,
        "filters": _trail(reading),
        "rows": made.rows,
    }
    if made.guarded:
        facts["restricted"] = made.guarded
    record(actor, "report.run", run, facts)


def _trail(reading: ReportReading) -> dict[str, Any]:
    period = reading.asked.period
    days = {"days": [period.first.isoformat(), period.last.isoformat()]} if period else {}
    return {**reading.trail(), **days, "show": str(reading.asked.shape)}
