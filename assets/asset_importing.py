"""The work of an import of assets: the check, the storing and the undoing, as jobs that carry on after a kill."""

from collections.abc import Callable
from itertools import islice
from typing import Any, Final

from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from assets.actions.importing import asking
from assets.actions.importing.checking import begin_check, check_rows, end_check
from assets.actions.importing.storing import commit_rows
from assets.actions.importing.undoing import undo_rows
from assets.models import AssetImport
from assets.queries.imports import TOUCHED
from hospital_itsm.core.access import can
from hospital_itsm.core.sheets.opening import open_sheet
from hospital_itsm.core.sheets.table import UnreadableSheet
from hospital_itsm.jobs.kinds import JobFailed, Kind, register
from hospital_itsm.jobs.models import Job

CHUNK: Final = 1000
MOST_ROWS: Final = 200_000
NOT_ALLOWED, GONE, TOO_MANY = "not-allowed", "file-gone", "too-many-rows"

Progress = Callable[[int, int, str], None]


class TooManyRows(Exception):
    """The file has more rows than an import takes."""


def register_jobs() -> None:
    """Called once when the app is ready."""
    failures = {
        NOT_ALLOWED: _("You may no longer import assets. Ask your manager."),
        GONE: _("The file is gone or cannot be read. Send it again."),
        TOO_MANY: _("The file has more than 200,000 rows. Divide it."),
    }
    nothing = _("It was canceled. Nothing is stored; the rows can be checked again.")
    part = _(
        "It was canceled. What was done until then stays; the rest can be done on the page of the import."
    )
    kinds = (
        (
            asking.CHECK,
            _("Check of an import"),
            check,
            _("Reading rows"),
            nothing,
            _("Every row is checked."),
        ),
        (asking.COMMIT, _("Import of assets"), commit, _("Storing rows"), part, _("Every row is stored.")),
        (
            asking.UNDO,
            _("Undoing an import"),
            undo,
            _("Taking rows back"),
            part,
            _("The rows are taken back."),
        ),
    )
    for code, title, work, words, canceled, ended in kinds:
        register(Kind(code, title, work, {"rows": words}, failures, canceled, ended))


def check(job: Job, progress: Any) -> None:
    """Find out what each row would do; begun again from the start after a kill, for it stores no asset."""
    try:
        check_file(_batch(job), actor=job.owner, progress=progress)
    except (FileNotFoundError, UnreadableSheet) as error:
        raise JobFailed(GONE) from error
    except TooManyRows as error:
        raise JobFailed(TOO_MANY) from error


def commit(job: Job, progress: Any) -> None:
    """Store what is left of the batch."""
    store_rows(_batch(job), actor=job.owner, progress=progress)


def undo(job: Job, progress: Any) -> None:
    """Take back what is left of the batch."""
    take_rows_back(_batch(job), actor=job.owner, progress=progress)


def check_file(batch: AssetImport, *, actor: Any, progress: Progress) -> None:
    """Check every row of the file. Raises FileNotFoundError, UnreadableSheet, TooManyRows."""
    desk = begin_check(batch, actor=actor)
    with default_storage.open(batch.stored_name) as file:
        sheet = open_sheet(file, sheet=batch.sheet, header_row=batch.header_row)
        rows, done = sheet.rows(), 0
        while chunk := list(islice(rows, CHUNK)):
            done += len(chunk)
            if done > MOST_ROWS:
                raise TooManyRows
            check_rows(desk, chunk, actor=actor)
            progress(done, max(done, sheet.rows_about), "rows")
    end_check(batch, actor=actor)


def store_rows(batch: AssetImport, *, actor: Any, progress: Progress) -> None:
    """Store every row that is not stored yet, a thousand in a transaction."""
    rows = batch.rows.filter(verdict__in=TOUCHED)
    total, done = rows.count(), rows.filter(is_done=True).count()
    while count := commit_rows(batch, actor=actor):
        done += count
        progress(done, total, "rows")


def take_rows_back(batch: AssetImport, *, actor: Any, progress: Progress) -> None:
    """Take back every row that is stored, the last first."""
    rows = batch.rows.filter(verdict__in=TOUCHED, is_done=True)
    total, done = rows.count(), rows.filter(is_undone=True).count()
    while count := undo_rows(batch, actor=actor):
        done += count
        progress(done, total, "rows")


def _batch(job: Job) -> AssetImport:
    if job.owner is None or not job.owner.is_active or not can(job.owner, "asset.import"):
        raise JobFailed(NOT_ALLOWED)
    return AssetImport.objects.get(pk=job.payload["batch"])
