"""Asking for an import, its check, its storing and its undoing; workers do the work."""

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import Any, Final

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.choices import AssetImportState
from assets.models import AssetImport
from assets.rules.importing.columns import FIELDS, suggested
from hospital_itsm.audit.actions import action, housekeeping, step
from hospital_itsm.audit.recording import record
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

CHECK, COMMIT, UNDO = "asset.import-check", "asset.import-commit", "asset.import-undo"
TASK: Final = "hospital_itsm.jobs.tasks.carry_on_jobs"
MEGABYTE: Final = 1024 * 1024


@action("asset.import", gettext_lazy("sent a file of assets"))
def ask_import(
    *, actor: Any, upload: Any, source: str, date_format: str, update_existing: bool
) -> AssetImport:
    """Keep a CSV or XLSX file of assets; nothing of it is stored as an asset yet. Raises Forbidden, ValueRefused."""
    require(actor, "asset.import")
    most = settings.ATTACHMENT_MAX_BYTES
    if upload.size > most:
        words = _("The limit is %(most)d MB. Divide the file.") % {"most": most // MEGABYTE}
        raise ValueRefused({"file": words})
    data, source = bytes(upload.read(most)), one_line(source)[:40]
    try:
        columns = open_sheet(BytesIO(data)).columns
    except UnreadableSheet as error:
        raise ValueRefused({"file": refusal(str(error))}) from error
    before = AssetImport.objects.filter(source=source).first()
    stored = keep(data)
    try:
        made = AssetImport.objects.create(
            source=source,
            origin=one_line(str(upload.name))[:200],
            stored_name=stored,
            date_format=date_format,
            update_existing=update_existing,
            mapping=suggested(columns, dict(before.mapping) if before else {}),
            asked_at=timezone.now(),
            asked_by=person(actor),
        )
        record(actor, "asset.import", made, {"size": len(data)})
    except Exception:
        default_storage.delete(stored)
        raise
    return made


@housekeeping("a check stores nothing but what each row would do")
def ask_check(pk: int, chosen: Sequence[str], *, actor: Any) -> Job:
    """Check the file with these fields, one a column in the order of the sheet.

    Raises Forbidden, ValueRefused, Conflict after the import is stored.
    """
    found = _locked(pk, actor, AssetImportState.MAPPING, AssetImportState.CHECKED)
    fields = [field for field in chosen if field in FIELDS]
    if len(fields) != len(set(fields)):
        raise ValueRefused({"mapping": _("Two columns have the same field. Choose each field once.")})
    named = zip(found.mapping, chosen, strict=True)
    found.mapping = [[column, field if field in FIELDS else ""] for (column, _before), field in named]
    found.state = AssetImportState.MAPPING
    found.save(update_fields=["mapping", "state"])
    return _work(CHECK, found, actor)


@action("asset.import_commit", gettext_lazy("stored an import of assets"))
def ask_commit(pk: int, *, actor: Any) -> Job:
    """Store the rows of a checked import as one batch. Raises Forbidden, Conflict."""
    found = _locked(pk, actor, AssetImportState.CHECKED)
    found.state = AssetImportState.COMMITTED
    found.save(update_fields=["state"])
    record(actor, "asset.import_commit", found)
    return _work(COMMIT, found, actor)


@action("asset.import_undo", gettext_lazy("took back an import of assets"))
def ask_undo(pk: int, *, actor: Any) -> Job:
    """Take a batch back, except what somebody changed since. Raises Forbidden, Conflict."""
    found = _locked(pk, actor, AssetImportState.COMMITTED)
    found.state = AssetImportState.UNDONE
    found.save(update_fields=["state"])
    record(actor, "asset.import_undo", found)
    return _work(UNDO, found, actor)


@step
def _locked(pk: int, actor: Any, *states: AssetImportState) -> AssetImport:
    require(actor, "asset.import")
    found = AssetImport.objects.select_for_update().get(pk=pk)
    busy = Job.objects.unfinished().filter(kind__in=(CHECK, COMMIT, UNDO), payload__batch=pk).exists()
    if found.state not in states or busy:
        raise Conflict(_("This import is already further, or a worker is on it. Open it again to see."))
    return found


@step
def _work(kind: str, found: AssetImport, actor: Any) -> Job:
    job = start(kind, {"batch": found.pk}, actor=actor, back=found.get_absolute_url())
    transaction.on_commit(partial(wake, TASK, queue="reports"))
    return job
