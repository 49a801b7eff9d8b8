"""The work of an import of assets: the check, the storing and the undoing, as jobs that carry on after a kill."""

from itertools import islice
from typing import Any, Final

from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from assets.actions.importing import asking
from assets.actions.importing.checking import begin_check, check_rows, end_check
from assets.actions.importing.storing import commit_rows, undo_rows
from assets.choices import ImportVerdict
from assets.models import AssetImport
from hospital_itsm.core.access import can
from hospital_itsm.core.sheets.opening import open_sheet
from hospital_itsm.core.sheets.table import Sheet, UnreadableSheet
from hospital_itsm.jobs.kinds import JobFailed, Kind, register
from hospital_itsm.jobs.models import Job

CHUNK: Final = 1000
MOST_ROWS: Final = 200_000
NOT_ALLOWED, GONE, TOO_MANY = "not-allowed", "file-gone", "too-many-rows"
TOUCHED: Final = (ImportVerdict.CREATE, ImportVerdict.UPDATE)


def register_jobs() -> None:
    """Called once when the app is ready."""
    failures = {
        NOT_ALLOWED: _("You may no longer import assets. Ask your manager."),
        GONE: _("The file is gone or cannot be read. Send it again."),
        TOO_MANY: _("The file has more than 200,000 rows. Divide it."),
    }
    kinds = (
        (asking.CHECK, _("Check of an import"), check, _("Reading rows")),
        (asking.COMMIT, _("Import of assets"), commit, _("Storing rows")),
        (asking.UNDO, _("Undoing an import"), undo, _("Taking rows back")),
    )
    for code, title, work, words in kinds:
        register(Kind(code, title, work, {"rows": words}, failures))


def check(job: Job, progress: Any) -> None:
    """Find out what each row would do; begun again from the start after a kill, for it stores no asset."""
    batch = _batch(job)
    begin_check(batch, actor=job.owner)
    try:
        with default_storage.open(batch.stored_name) as file:
            _check(batch, open_sheet(file), job, progress)
    except (FileNotFoundError, UnreadableSheet) as error:
        raise JobFailed(GONE) from error
    end_check(batch, actor=job.owner)


def _check(batch: AssetImport, sheet: Sheet, job: Job, progress: Any) -> None:
    seen: set[tuple[str, str]] = set()
    rows, done = sheet.rows(), 0
    while chunk := list(islice(rows, CHUNK)):
        done += len(chunk)
        if done > MOST_ROWS:
            raise JobFailed(TOO_MANY)
        check_rows(batch, chunk, seen, actor=job.owner)
        progress(done, max(done, sheet.rows_about), "rows")


def commit(job: Job, progress: Any) -> None:
    """Store what is left of the batch."""
    batch = _batch(job)
    rows = batch.rows.filter(verdict__in=TOUCHED)
    total, done = rows.count(), rows.filter(is_done=True).count()
    while count := commit_rows(batch, actor=job.owner):
        done += count
        progress(done, total, "rows")


def undo(job: Job, progress: Any) -> None:
    """Take back what is left of the batch."""
    batch = _batch(job)
    rows = batch.rows.filter(verdict__in=TOUCHED, is_done=True)
    total, done = rows.count(), rows.filter(is_undone=True).count()
    while count := undo_rows(batch, actor=job.owner):
        done += count
        progress(done, total, "rows")


def _batch(job: Job) -> AssetImport:
    if job.owner is None or not job.owner.is_active or not can(job.owner, "asset.import"):
        raise JobFailed(NOT_ALLOWED)
    return AssetImport.objects.get(pk=job.payload["batch"])
