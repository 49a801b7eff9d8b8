"""The work of an import: the check, the storing and the undoing, as jobs that carry on after a kill."""

from collections.abc import Callable
from itertools import islice
from typing import Any, Final

from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from assets.queries.imports import TOUCHED
from hospital_itsm.core.access import can
from hospital_itsm.core.sheets.opening import open_sheet
from hospital_itsm.core.sheets.table import UnreadableSheet
from hospital_itsm.importing.actions.asking import CHECK, STORE, UNDO
from hospital_itsm.importing.actions.working import (
    begin_check,
    begin_work,
    check_rows,
    end_check,
    store_rows,
    undo_rows,
)
from hospital_itsm.importing.models import SheetImport
from hospital_itsm.jobs.kinds import JobFailed, Kind, register
from hospital_itsm.jobs.models import Job

MOST_ROWS: Final = 200_000
NOT_ALLOWED, FILE_GONE, TOO_MANY = "not-allowed", "file-gone", "too-many-rows"
Progress = Callable[[int, int, str], None]


def register_jobs() -> None:
    """Called once when the app is ready."""
    failures = {
        NOT_ALLOWED: _("You may no longer import this list. Ask your manager."),
        FILE_GONE: _("The file is gone or cannot be read. Send it again."),
        TOO_MANY: _("The file has more than 200,000 rows. Divide it."),
    }
    nothing = _("It was canceled. Nothing is stored; the rows can be checked again.")
    part = _(
        "It was canceled. What was done until then stays; the rest can be done on the page of the import."
    )
    kinds = (
        (CHECK, _("Check of a list"), check, _("Reading rows"), nothing, _("Every row is checked.")),
        (STORE, _("Import of a list"), store, _("Storing rows"), part, _("Every row is stored.")),
        (UNDO, _("Undoing an import"), undo, _("Taking rows back"), part, _("The rows are taken back.")),
    )
    for code, title, work, words, canceled, ended in kinds:
        register(Kind(code, title, work, {"rows": words}, failures, canceled, ended))


def check(job: Job, progress: Any) -> None:
    """Find out what each row would do; begun again from the start after a kill, for it stores nothing."""
    try:
        _check_file(_batch(job), job.owner, progress)
    except (FileNotFoundError, UnreadableSheet) as error:
        raise JobFailed(FILE_GONE) from error


def _check_file(batch: SheetImport, actor: Any, progress: Progress) -> None:
    work = begin_check(batch, actor=actor)
    with default_storage.open(batch.stored_name) as file:
        sheet = open_sheet(file, sheet=batch.sheet, header_row=batch.header_row)
        rows, done = sheet.rows(), 0
        while chunk := list(islice(rows, work.many_at_once)):
            done += len(chunk)
            if done > MOST_ROWS:
                raise JobFailed(TOO_MANY)
            check_rows(work, chunk, actor=actor)
            progress(done, max(done, sheet.rows_about), "rows")
    end_check(batch, actor=actor)


def store(job: Job, progress: Any) -> None:
    """Store what is left of the batch."""
    batch = _batch(job)
    rows = batch.rows.filter(verdict__in=TOUCHED)
    total, done = rows.count(), rows.filter(is_done=True).count()
    work = begin_work(batch, actor=job.owner)
    while count := store_rows(work, actor=job.owner):
        done += count
        progress(done, total, "rows")


def undo(job: Job, progress: Any) -> None:
    """Take back what is left of the batch, the last row first."""
    batch = _batch(job)
    rows = batch.rows.filter(verdict__in=TOUCHED, is_done=True)
    total, done = rows.count(), rows.filter(is_undone=True).count()
    work = begin_work(batch, actor=job.owner)
    while count := undo_rows(work, actor=job.owner):
        done += count
        progress(done, total, "rows")


def _batch(job: Job) -> SheetImport:
    batch: SheetImport = SheetImport.objects.get(pk=job.payload["batch"])
    if job.owner is None or not job.owner.is_active or not can(job.owner, batch.of.verb):
        raise JobFailed(NOT_ALLOWED)
    return batch
