"""The work of an import of assets: the check, the storing and the undoing, as jobs that carry on after a kill."""

from typing import Any, Final

from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from assets.actions.importing import asking
from assets.actions.importing.checking import begin_check, check_rows, end_check
from assets.actions.importing.storing import commit_rows, undo_rows
from assets.choices import ImportVerdict
from assets.models import AssetImport
from assets.rules.importing.sheet import UnreadableSheet, read_sheet
from hospital_itsm.core.access import can
from hospital_itsm.jobs.kinds import JobFailed, Kind, register
from hospital_itsm.jobs.models import Job

CHUNK: Final = 1000
NOT_ALLOWED, GONE = "not-allowed", "file-gone"
TOUCHED: Final = (ImportVerdict.CREATE, ImportVerdict.UPDATE)


def register_jobs() -> None:
    """Called once when the app is ready."""
    failures = {
        NOT_ALLOWED: _("You may no longer import assets. Ask your manager."),
        GONE: _("The file is gone or cannot be read. Send it again."),
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
    try:
        with default_storage.open(batch.stored_name) as file:
            sheet = read_sheet(file.read())
    except (FileNotFoundError, UnreadableSheet) as error:
        raise JobFailed(GONE) from error
    begin_check(batch, actor=job.owner)
    seen: set[tuple[str, str]] = set()
    for at in range(0, len(sheet.rows), CHUNK):
        check_rows(batch, sheet.rows[at : at + CHUNK], seen, actor=job.owner)
        progress(at + CHUNK, len(sheet.rows), "rows")
    end_check(batch, actor=job.owner)


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
