"""Asking for an import, its check, its storing and its undoing; workers do the work."""

import hashlib
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
from assets.models import AssetImport, AssetImportProfile
from assets.queries.custom_fields import custom_columns
from assets.rules.importing.columns import FIELDS, suggested
from hospital_itsm.audit.actions import action, housekeeping, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.files.intake import keep
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.core.sheets.opening import open_sheet
from hospital_itsm.core.sheets.table import Sheet, UnreadableSheet
from hospital_itsm.core.sheets.wording import refusal
from hospital_itsm.jobs import idempotency
from hospital_itsm.jobs.models import Job
from hospital_itsm.jobs.starting import start
from hospital_itsm.outbox.wake import wake

CHECK, COMMIT, UNDO = "asset.import-check", "asset.import-commit", "asset.import-undo"
SCOPE: Final = "asset-import"
TASK: Final = "hospital_itsm.jobs.tasks.carry_on_jobs"
MEGABYTE: Final = 1024 * 1024
KEYS: Final = ({"tag"}, {"maker", "model", "serial"}, {"maker", "model_number", "serial"}, {"mac"})
"""What makes a row one asset: any of these."""


@action("asset.import", gettext_lazy("sent a file of assets"))
def ask_import(
    *,
    actor: Any,
    upload: Any,
    source: str = "",
    date_format: str = "",
    update_existing: bool | None = None,
    sheet: str = "",
    header_row: int = 0,
    idempotency_key: str = "",
) -> AssetImport:
    """Keep a CSV or XLSX file of assets; nothing of it is stored as an asset yet.

    `source` names the profile its columns are kept in; without one it is the profile of these headings. What is left
    out is as in the profile. The same `idempotency_key` with the same values returns the first import again. Raises
    Forbidden, ValueRefused, KeyReused.
    """
    require(actor, "asset.import")
    data = _read(upload)
    claim = None
    if idempotency_key:
        said = (source, date_format, update_existing, sheet, header_row, hashlib.sha256(data).hexdigest())
        claim = idempotency.claim(person(actor), SCOPE, idempotency_key, repr(said))
        if claim.target_id is not None:
            return AssetImport.objects.get(pk=claim.target_id)
    table = _opened(BytesIO(data), sheet, header_row)
    profile = _profile(one_line(source)[:40], table.columns)
    name = one_line(source)[:40] or (profile.name if profile else "")
    if not name:
        raise ValueRefused(
            {"source": _("We do not know these headings yet. Name the system they come from.")}
        )
    stored = keep(data)
    try:
        made = AssetImport.objects.create(
            source=profile.name if profile else name,
            origin=one_line(str(upload.name))[:200],
            stored_name=stored,
            date_format=date_format or (profile.date_format if profile else "iso"),
            update_existing=(profile.update_existing if profile else False)
            if update_existing is None
            else update_existing,
            asked_at=timezone.now(),
            asked_by=person(actor),
            **_place_of(table, profile),
        )
        record(actor, "asset.import", made, {"size": len(data)})
        if claim is not None:
            idempotency.settle(claim, made.pk)
    except Exception:
        default_storage.delete(stored)
        raise
    return made


@housekeeping("where a table begins stores nothing of it")
def choose_table(pk: int, *, actor: Any, sheet: str = "", header_row: int = 0) -> AssetImport:
    """Read the headings anew, from another sheet or another row. Raises Forbidden, ValueRefused, Conflict."""
    found = _locked(pk, actor, AssetImportState.MAPPING, AssetImportState.CHECKED)
    try:
        with default_storage.open(found.stored_name) as file:
            table = _opened(file, sheet, header_row)
            place = _place_of(table, _profile(found.source, table.columns))
    except FileNotFoundError as error:
        raise ValueRefused({"file": _("The file is gone. Send it again.")}) from error
    for name, value in place.items():
        setattr(found, name, value)
    found.state = AssetImportState.MAPPING
    found.save(update_fields=[*place, "state"])
    return found


@housekeeping("columns of a file are no part of the inventory")
def choose_columns(pk: int, chosen: Sequence[str], *, actor: Any) -> AssetImport:
    """Take these fields, one a column in the order of the sheet; the profile keeps them.

    Raises Forbidden, ValueRefused, Conflict after the import is stored.
    """
    found = _locked(pk, actor, AssetImportState.MAPPING, AssetImportState.CHECKED)
    takable = {*FIELDS, *custom_columns()}
    fields = [field for field in chosen if field in takable]
    if len(fields) != len(set(fields)):
        raise ValueRefused({"mapping": _("Two columns have the same field. Choose each field once.")})
    if len(chosen) != len(found.mapping):
        raise ValueRefused({"mapping": _("Choose a field or nothing for each column.")})
    if not any(key <= set(fields) for key in KEYS):
        words = _("Choose the column of the tag; without tags that of manufacturer, model and serial number.")
        raise ValueRefused({"mapping": words})
    named = zip(found.mapping, chosen, strict=True)
    found.mapping = [[column, field if field in takable else ""] for (column, _before), field in named]
    found.state = AssetImportState.MAPPING
    found.save(update_fields=["mapping", "state"])
    AssetImportProfile.objects.update_or_create(
        name=found.source,
        defaults={
            "columns": [column for column, _field in found.mapping],
            "mapping": found.mapping,
            "date_format": found.date_format,
            "update_existing": found.update_existing,
            "saved_at": timezone.now(),
            "saved_by": person(actor),
        },
    )
    return found


@housekeeping("a check stores nothing but what each row would do")
def ask_check(pk: int, chosen: Sequence[str], *, actor: Any) -> Job:
    """Check the file with these fields. Raises what `choose_columns` raises."""
    return _work(CHECK, choose_columns(pk, chosen, actor=actor), actor)


@action("asset.import_commit", gettext_lazy("stored an import of assets"))
def begin_commit(pk: int, *, actor: Any) -> AssetImport:
    """Let the rows of a checked import be stored, or the rest of a batch that was stopped.

    Raises Forbidden, Conflict.
    """
    found = _locked(pk, actor, AssetImportState.CHECKED, AssetImportState.COMMITTED)
    if not found.rows.waiting().exists():
        raise Conflict(_("Every row of this import is stored already."))
    found.state = AssetImportState.COMMITTED
    found.save(update_fields=["state"])
    record(actor, "asset.import_commit", found)
    return found


@housekeeping("what begins it records its entry")
def ask_commit(pk: int, *, actor: Any) -> Job:
    """Store the rows of a checked import as one batch. Raises what `begin_commit` raises."""
    return _work(COMMIT, begin_commit(pk, actor=actor), actor)


@action("asset.import_undo", gettext_lazy("took back an import of assets"))
def begin_undo(pk: int, *, actor: Any) -> AssetImport:
    """Let a batch be taken back, or the rest of it, except what somebody changed since. Raises Forbidden, Conflict."""
    found = _locked(pk, actor, AssetImportState.COMMITTED, AssetImportState.UNDONE)
    if not found.rows.stored().exists():
        raise Conflict(_("There is nothing to take back."))
    found.state = AssetImportState.UNDONE
    found.save(update_fields=["state"])
    record(actor, "asset.import_undo", found)
    return found


@housekeeping("what begins it records its entry")
def ask_undo(pk: int, *, actor: Any) -> Job:
    """Take a batch back. Raises what `begin_undo` raises."""
    return _work(UNDO, begin_undo(pk, actor=actor), actor)


def _read(upload: Any) -> bytes:
    most = settings.ATTACHMENT_MAX_BYTES
    if upload.size > most:
        words = _("The limit is %(most)d MB. Divide the file.") % {"most": most // MEGABYTE}
        raise ValueRefused({"file": words})
    return bytes(upload.read(most))


def _opened(stream: Any, sheet: str, header_row: int) -> Sheet:
    try:
        return open_sheet(stream, sheet=sheet, header_row=header_row)
    except UnreadableSheet as error:
        field = "file" if not (sheet or header_row) else "header_row"
        raise ValueRefused({field: refusal(str(error))}) from error


def _profile(name: str, columns: Sequence[str]) -> AssetImportProfile | None:
    """The profile of this name, or without a name the one of these headings."""
    if name:
        return AssetImportProfile.objects.filter(name__iexact=name).first()
    return AssetImportProfile.objects.filter(columns=list(columns)).order_by("-saved_at").first()


def _place_of(table: Sheet, profile: AssetImportProfile | None) -> dict[str, Any]:
    """Where the table begins, and the fields of its columns as chosen before or as their headings say."""
    return {
        "sheet": table.name[:100],
        "sheets": list(table.names),
        "header_row": table.header_row,
        "mapping": suggested(table.columns, dict(profile.mapping) if profile else {}, custom_columns()),
    }


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
