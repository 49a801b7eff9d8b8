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
from hospital_itsm.importing.choices import AmountStyle
from hospital_itsm.importing.kinds import KINDS, ImportKind
from hospital_itsm.importing.models import SheetImport, SheetProfile
from hospital_itsm.importing.queries.standing import JOBS
from hospital_itsm.importing.rules.columns import suggested
from hospital_itsm.jobs import idempotency
from hospital_itsm.jobs.models import Job
from hospital_itsm.jobs.starting import start
from hospital_itsm.outbox.wake import wake

CHECK, STORE, UNDO = JOBS
TASK: Final = "hospital_itsm.jobs.tasks.carry_on_jobs"
MEGABYTE: Final = 1024 * 1024
READING: Final = ("date_format", "amount_style", "update_existing")


@action("sheet_import.ask", gettext_lazy("sent a file to import"))
def ask_import(
    kind: str,
    *,
    actor: Any,
    upload: Any,
    source: str = "",
    sheet: str = "",
    header_row: int = 0,
    idempotency_key: str = "",
    **reading: Any,
) -> SheetImport:
    """Keep a CSV or XLSX file of a list; nothing of it is stored in the list yet.

    `source` names the profile its columns are kept in; without one it is the profile of these headings. `reading` has
    fields of READING; what is left out is as in the profile. The same `idempotency_key` with the same values returns
    the first import again. Raises Forbidden, ValueRefused, KeyReused.
    """
    of = KINDS[kind]
    require(actor, of.verb)
    data = _read(upload)
    claim = None
    if idempotency_key:
        said = (kind, source, sorted(reading.items()), sheet, header_row, hashlib.sha256(data).hexdigest())
        claim = idempotency.claim(person(actor), f"{kind}-import", idempotency_key, repr(said))
        if claim.target_id is not None:
            return SheetImport.objects.get(pk=claim.target_id)
    table = _opened(BytesIO(data), sheet, header_row)
    profile = _profile(of, one_line(source)[:40], table.columns)
    name = profile.name if profile else one_line(source)[:40]
    if not name:
        words = _("We do not know these headings yet. Name the system they come from.")
        raise ValueRefused({"source": words})
    stored = keep(data)
    try:
        made = SheetImport.objects.create(
            kind=kind,
            source=name,
            origin=one_line(str(upload.name))[:200],
            stored_name=stored,
            asked_at=timezone.now(),
            asked_by=person(actor),
            **_reading(reading, profile),
            **_place_of(of, table, profile),
        )
        record(actor, "sheet_import.ask", made, {"size": len(data), "list": kind})
        if claim is not None:
            idempotency.settle(claim, made.pk)
    except Exception:
        default_storage.delete(stored)
        raise
    return made


@housekeeping("where a table begins stores nothing of it")
def choose_table(pk: int, *, actor: Any, sheet: str = "", header_row: int = 0) -> SheetImport:
    """Read the headings anew, from another sheet or another row. Raises Forbidden, ValueRefused, Conflict."""
    found = _locked(pk, actor, AssetImportState.MAPPING, AssetImportState.CHECKED)
    try:
        with default_storage.open(found.stored_name) as file:
            table = _opened(file, sheet, header_row)
            place = _place_of(found.of, table, _profile(found.of, found.source, table.columns))
    except FileNotFoundError as error:
        raise ValueRefused({"file": _("The file is gone. Send it again.")}) from error
    for name, value in place.items():
        setattr(found, name, value)
    found.state = AssetImportState.MAPPING
    found.save(update_fields=[*place, "state"])
    return found


@housekeeping("columns of a file are no part of a list")
def choose_columns(pk: int, chosen: Sequence[str], *, actor: Any, **reading: Any) -> SheetImport:
    """Take these fields, one a column in the order of the sheet, read as `reading` says; the profile keeps them.

    Raises Forbidden, ValueRefused, Conflict after the import is stored.
    """
    found = _locked(pk, actor, AssetImportState.MAPPING, AssetImportState.CHECKED)
    known = found.of.by_name
    fields = [field for field in chosen if field in known]
    if len(fields) != len(set(fields)):
        raise ValueRefused({"mapping": _("Two columns have the same field. Choose each field once.")})
    if len(chosen) != len(found.mapping):
        raise ValueRefused({"mapping": _("Choose a field or nothing for each column.")})
    if not any(set(key) <= set(fields) for key in found.of.keys):
        raise ValueRefused({"mapping": str(found.of.needs)})
    named = zip(found.mapping, chosen, strict=True)
    found.mapping = [[column, field if field in known else ""] for (column, _before), field in named]
    for name, value in reading.items():
        if name in READING and value is not None:
            setattr(found, name, value)
    found.state = AssetImportState.MAPPING
    found.save(update_fields=["mapping", "state", *READING])
    SheetProfile.objects.update_or_create(
        kind=found.kind,
        name=found.source,
        defaults={
            "columns": [column for column, _field in found.mapping],
            "mapping": found.mapping,
            **{name: getattr(found, name) for name in READING},
            "saved_at": timezone.now(),
            "saved_by": person(actor),
        },
    )
    return found


@housekeeping("a check stores nothing but what each row would do")
def ask_check(pk: int, chosen: Sequence[str], *, actor: Any, **reading: Any) -> Job:
    """Check the file with these fields. Raises what `choose_columns` raises."""
    return _work(CHECK, choose_columns(pk, chosen, actor=actor, **reading), actor)


@action("sheet_import.store", gettext_lazy("stored an import"))
def begin_storing(pk: int, *, actor: Any) -> SheetImport:
    """Let the rows of a checked import be stored, or the rest of a batch that was stopped.

    Raises Forbidden, Conflict.
    """
    found = _locked(pk, actor, AssetImportState.CHECKED, AssetImportState.COMMITTED)
    if not found.rows.waiting().exists():
        raise Conflict(_("Every row of this import is stored already."))
    found.state = AssetImportState.COMMITTED
    found.save(update_fields=["state"])
    record(actor, "sheet_import.store", found)
    return found


@housekeeping("what begins it records its entry")
def ask_storing(pk: int, *, actor: Any) -> Job:
    """Store the rows of a checked import as one batch. Raises what `begin_storing` raises."""
    return _work(STORE, begin_storing(pk, actor=actor), actor)


@action("sheet_import.undo", gettext_lazy("took back an import"))
def begin_undo(pk: int, *, actor: Any) -> SheetImport:
    """Let a batch be taken back, or the rest of it, except what somebody changed since. Raises Forbidden, Conflict."""
    found = _locked(pk, actor, AssetImportState.COMMITTED, AssetImportState.UNDONE)
    if not found.rows.stored().exists():
        raise Conflict(_("There is nothing to take back."))
    found.state = AssetImportState.UNDONE
    found.save(update_fields=["state"])
    record(actor, "sheet_import.undo", found)
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


def _profile(of: ImportKind, name: str, columns: Sequence[str]) -> SheetProfile | None:
    """The profile of this name, or without a name the one of these headings."""
    mine = SheetProfile.objects.filter(kind=of.code)
    if name:
        return mine.filter(name__iexact=name).first()
    return mine.filter(columns=list(columns)).order_by("-saved_at").first()


def _reading(given: dict[str, Any], profile: SheetProfile | None) -> dict[str, Any]:
    """How cells are read and what becomes of what is known: as given, else as in the profile."""
    first: dict[str, Any] = {
        "date_format": "iso",
        "amount_style": AmountStyle.CLEAR.value,
        "update_existing": False,
    }
    kept = {name: getattr(profile, name) for name in READING} if profile else first
    return kept | {
        name: value for name, value in given.items() if name in READING and value not in (None, "")
    }


def _place_of(of: ImportKind, table: Sheet, profile: SheetProfile | None) -> dict[str, Any]:
    """Where the table begins, and the fields of its columns as chosen before or as their headings say."""
    return {
        "sheet": table.name[:100],
        "sheets": list(table.names),
        "header_row": table.header_row,
        "mapping": suggested(table.columns, dict(profile.mapping) if profile else {}, of.headings),
    }


@step
def _locked(pk: int, actor: Any, *states: AssetImportState) -> SheetImport:
    found = SheetImport.objects.select_for_update().get(pk=pk)
    require(actor, found.of.verb)
    busy = Job.objects.unfinished().filter(kind__in=JOBS, payload__batch=pk).exists()
    if found.state not in states or busy:
        raise Conflict(_("This import is already further, or a worker is on it. Open it again to see."))
    return found


@step
def _work(kind: str, found: SheetImport, actor: Any) -> Job:
    job = start(kind, {"batch": found.pk}, actor=actor, back=found.get_absolute_url())
    transaction.on_commit(partial(wake, TASK, queue="reports"))
    return job
