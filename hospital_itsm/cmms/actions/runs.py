"""Beginning and ending a run, and storing its rows a part at a time."""

from functools import partial
from io import BytesIO
from typing import Any, Final

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import BigIntegerField, Exists, OuterRef
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, housekeeping, step
from hospital_itsm.audit.recording import record
from hospital_itsm.cmms.actions.sources import next_time
from hospital_itsm.cmms.choices import RunState
from hospital_itsm.cmms.models import Run, Source
from hospital_itsm.cmms.rules.rows import fields_of, lacking
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.files.intake import keep
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.core.sheets.opening import open_sheet
from hospital_itsm.core.sheets.table import UnreadableSheet
from hospital_itsm.core.sheets.wording import refusal
from hospital_itsm.jobs.models import Job
from hospital_itsm.jobs.starting import start
from hospital_itsm.outbox.wake import wake

KIND: Final = "cmms.run"
TASK: Final = "hospital_itsm.jobs.tasks.carry_on_jobs"
STOPPED: Final = "stopped"


@action("cmms.run", gettext_lazy("began a run of the CMMS"))
def begin_run(pk: int, data: bytes, origin: str, *, actor: Any) -> Run:
    """Keep a file of a source and ask a worker for its rows.

    Raises Source.DoesNotExist, Forbidden, Conflict for a retired source or while it runs, ValueRefused for a file that
    cannot be read.
    """
    require(actor, "cmms.manage")
    source = Source.objects.select_for_update().get(pk=pk)
    if not source.is_active:
        raise Conflict(_("This source is retired. Take it into use again first."))
    if source.runs.filter(state=RunState.RUNNING).exists():
        raise Conflict(_("A run of this source is not finished yet. Wait for it."))
    refuse_unreadable(source, data)
    stored = keep(data)
    try:
        run = Run.objects.create(
            source=source,
            origin=one_line(origin)[:200],
            stored_name=stored,
            started_at=timezone.now(),
            started_by=person(actor),
        )
        record(actor, "cmms.run", source, {"size": len(data)})
        start(KIND, {"run": run.pk}, actor=actor, back=run.get_absolute_url())
    except Exception:
        default_storage.delete(stored)
        raise
    transaction.on_commit(partial(wake, TASK, queue="reports"))
    return run


@step
def refuse_unreadable(source: Source, data: bytes) -> None:
    """Raise ValueRefused for a file that is too large, is no sheet, or lacks the columns that number its rows."""
    most = settings.ATTACHMENT_MAX_BYTES
    if len(data) > most:
        words = _("The limit is %(most)d MB. Divide the file.") % {"most": most // 1024 // 1024}
        raise ValueRefused({"file": words})
    try:
        columns = open_sheet(BytesIO(data)).columns
    except UnreadableSheet as error:
        raise ValueRefused({"file": refusal(str(error))}) from error
    if missing := lacking(source.kind, fields_of(source.kind, columns, source.mapping)):
        words = _("No column is %(fields)s. Name it among the columns of the source.")
        raise ValueRefused({"file": words % {"fields": ", ".join(missing)}})


@housekeeping("a run has its own record")
def restart(run: Run, *, actor: Any) -> None:
    """Forget what an interrupted work counted: rows stored before are found to be the same."""
    run.faults.all().delete()
    Run.objects.filter(pk=run.pk).update(counts={})


@housekeeping("a run has its own record")
def end_run(run: Run, *, actor: Any) -> None:
    """The run is whole: its file goes, its source has spoken."""
    now = timezone.now()
    Run.objects.filter(pk=run.pk).update(state=RunState.DONE, ended_at=now, stored_name="")
    Source.objects.filter(pk=run.source_id).update(last_done_at=now)
    transaction.on_commit(partial(default_storage.delete, run.stored_name))


@housekeeping("a run has its own record")
def fail_run(source: Source, code: str, *, actor: Any, run: Run | None = None, origin: str = "") -> None:
    """Note that a run failed, with a code; its file goes, and the next one comes in its time."""
    now = timezone.now()
    if run is None:
        run = Run(source=source, origin=origin, started_at=now)
    if run.stored_name:
        transaction.on_commit(partial(default_storage.delete, run.stored_name))
    run.state, run.ended_at, run.failure, run.stored_name = RunState.FAILED, now, code[:40], ""
    run.save()


@housekeeping("a run has its own record")
def end_abandoned(*, actor: Any) -> int:
    """Note runs whose job is over without them, canceled or given up, as failed; how many. Their source is free again.

    Jobs and runs are read in one statement, so that a run that begins meanwhile is never taken for one of these.
    """
    number = Cast(KeyTextTransform("run", "payload"), BigIntegerField())
    working = Job.objects.unfinished().filter(kind=KIND).annotate(number=number)
    running = Run.objects.filter(~Exists(working.filter(number=OuterRef("pk"))), state=RunState.RUNNING)
    abandoned = list(running.select_for_update(of=("self",), skip_locked=True).select_related("source"))
    for run in abandoned:
        fail_run(run.source, STOPPED, actor=actor, run=run)
    return len(abandoned)


@housekeeping("a run has its own record")
def claim_due(*, actor: Any) -> Source | None:
    """The next source that is due, set to its next time first, so that two schedulers never run it twice."""
    now = timezone.now()
    rows = Source.objects.select_for_update(skip_locked=True).filter(is_active=True, next_run_at__lte=now)
    source = rows.exclude(address="").order_by("next_run_at").first()
    if source is not None:
        source.next_run_at = next_time(source, now)
        source.save(update_fields=["next_run_at"])
    return source
