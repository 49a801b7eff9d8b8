"""Importing many notices: a file is kept, then worked in batches that a kill can neither skip nor double.

`RecallImport.rows_done` moves in the transaction that stores the rows of a batch. Whoever carries on, after a kill or
beside another worker, locks the import and begins where it says.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DataError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions.recalls.receiving import follow_changes, new_notice, open_case, trail, update_notice
from assets.actions.recalls.store import save_case
from assets.actions.recalls.telling import tell_received
from assets.choices import FirmStatus, ImportState, NoticeOutcome, NoticeSource
from assets.models import RecallCase, RecallImport, RecallNotice
from assets.queries.recall_inventory import Inventory, scope_of
from assets.rules.openfda.reading import MOST_FAULTS
from assets.rules.recall_sheet import Sheet
from hospital_itsm.audit.actions import action, housekeeping, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.files.intake import keep
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.tell import tell

BATCH: Final = 100
MEGABYTE: Final = 1024 * 1024
SCOPE: Final = frozenset({"firm", "product_code", "description", "codes"})
ENDED: Final = frozenset({FirmStatus.TERMINATED, FirmStatus.COMPLETED})


@action("recall.import", gettext_lazy("imported recall notices"))
def ask_import(*, actor: Any, upload: Any) -> RecallImport:
    """Keep a file of notices (JSON of openFDA, or CSV) to be imported by a worker. Raises Forbidden, ValueRefused."""
    require(actor, "recall.receive")
    most = settings.ATTACHMENT_MAX_BYTES
    if upload.size > most:
        raise ValueRefused(
            {"file": _("The limit is %(most)d MB. Divide the file.") % {"most": most // MEGABYTE}}
        )
    return put_import(bytes(upload.read(most)), one_line(str(upload.name))[:200], actor=actor)


@action("recall.fetch", gettext_lazy("fetched recall notices"))
def keep_fetched(data: bytes, origin: str, *, actor: Any) -> RecallImport:
    """Keep what a feed answered, to be imported like a file."""
    require(actor, "recall.receive")
    return put_import(data, origin[:200], actor=actor)


@step
def put_import(data: bytes, origin: str, *, actor: Any) -> RecallImport:
    """Store the bytes and the import that waits for a worker."""
    is_json = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[")
    stored = keep(data)
    try:
        made = RecallImport.objects.create(
            source=NoticeSource.OPENFDA if is_json else NoticeSource.SPREADSHEET,
            origin=origin,
            stored_name=stored,
            asked_at=timezone.now(),
            asked_by=person(actor),
        )
        record(actor, "recall.import", made, {"size": len(data)})
    except Exception:
        default_storage.delete(stored)
        raise
    return made


@housekeeping("the import is an entry of its own, and so is every notice of it")
def work_batch(pk: int, sheet: Sheet, inventory: Inventory, *, actor: Any) -> bool:
    """Store the next rows of an import; whether there may be more. Another worker on it means: leave it to that one."""
    found = RecallImport.objects.select_for_update(of=("self",), skip_locked=True).select_related("asked_by")
    running = found.filter(pk=pk, state__in=[ImportState.WAITING, ImportState.RUNNING]).first()
    if running is None:
        return False
    if running.state == ImportState.WAITING:
        running.state, running.rows, running.faults = ImportState.RUNNING, len(sheet.rows), list(sheet.faults)
    for number, fields in sheet.rows[running.rows_done : running.rows_done + BATCH]:
        _work_row(running, number, fields, inventory, running.asked_by or actor)
    running.rows_done = min(running.rows_done + BATCH, len(sheet.rows))
    is_done = running.rows_done >= len(sheet.rows)
    if is_done:
        running.state, running.ended_at = ImportState.DONE, timezone.now()
    running.save()
    if is_done:
        _tell_end(running, actor=actor)
    return not is_done


@housekeeping("a file that cannot be read changes nothing but its own row")
def fail_import(pk: int, why: str, *, actor: Any) -> None:
    """Note why a file as a whole could not be read."""
    unfinished = RecallImport.objects.select_for_update(of=("self",)).select_related("asked_by")
    found = unfinished.filter(pk=pk, state__in=[ImportState.WAITING, ImportState.RUNNING]).first()
    if found is None:
        return
    found.state, found.failure, found.ended_at = ImportState.FAILED, why, timezone.now()
    found.save(update_fields=["state", "failure", "ended_at"])
    _tell_end(found, actor=actor)


@step
def _tell_end(ended: RecallImport, *, actor: Any) -> None:
    """Who asked learns of the end in the bell; a feed that fetches by itself asked for nobody."""
    if ended.asked_by is None:
        return
    is_done = ended.state == ImportState.DONE
    counts = {"opened": ended.opened, "rows": ended.rows} if is_done else {}
    tell(
        actor=actor,
        kind="recall.imported" if is_done else "recall.import_failed",
        recipients=[ended.asked_by],
        payload={"number": ended.pk, **counts},
        dedupe=str(ended.pk),
        channels=[Channel.IN_APP],
    )


@step
def put_notice(fields: Mapping[str, Any], source: str, inventory: Inventory, *, actor: Any) -> str:
    """Store or change one notice; says which counter of the import it is: opened, changed, unchanged or logged.

    A notice about nothing we have is only logged, as is one the firm has ended and that touches no device of ours.
    Raises ValueRefused.
    """
    known = _known(fields)
    if known is None:
        notice, changes = new_notice({**fields, "source": source}, actor=actor, at=timezone.now())
        notice.outcome = _outcome(notice, inventory)
        notice.save()
        if notice.outcome == NoticeOutcome.LOGGED:
            return "logged"
        return _open(notice, changes, inventory, actor=actor)
    changes = update_notice(known, fields)
    if known.outcome == NoticeOutcome.LOGGED:
        return _promote(known, changes, inventory, actor=actor)
    if not changes:
        return "unchanged"
    case = RecallCase.objects.select_for_update(of=("self",)).select_related("assignee").get(notice=known)
    case.notice = known
    found = follow_changes(case, changes, inventory if SCOPE & set(changes) else None, actor=actor)
    save_case(case, {**trail(changes), **found}, actor=actor, verb="recall.change")
    return "changed"


def _work_row(
    running: RecallImport, number: int, fields: Mapping[str, Any], inventory: Inventory, actor: Any
) -> None:
    try:
        with transaction.atomic():
            counter = put_notice(fields, running.source, inventory, actor=actor)
    except ValueRefused as refusal:
        _note_fault(running, number, ",".join(sorted(refusal.errors)))
    except DataError:
        _note_fault(running, number, "")
    else:
        setattr(running, counter, getattr(running, counter) + 1)


def _note_fault(running: RecallImport, number: int, name: str) -> None:
    if len(running.faults) < MOST_FAULTS:
        running.faults.append([number, "refused", name])


def _known(fields: Mapping[str, Any]) -> RecallNotice | None:
    """The stored notice of this number; without one, the same letter of the same firm or the very same text."""
    rows = RecallNotice.objects.select_for_update()
    if fields.get("number"):
        return rows.filter(number=fields["number"]).first()
    if fields.get("reference"):
        return rows.filter(firm=fields.get("firm", ""), reference=fields["reference"]).first()
    same = {name: fields.get(name, "") for name in ("firm", "description", "codes")}
    return rows.filter(number="", reference="", **same).first()


def _outcome(notice: RecallNotice, inventory: Inventory) -> str:
    scope = scope_of(notice)
    if not inventory.catalogue.knows(scope):
        return NoticeOutcome.LOGGED
    if notice.firm_status in ENDED and not inventory.match(scope).matches:
        return NoticeOutcome.LOGGED
    return NoticeOutcome.CASE


def _promote(notice: RecallNotice, changes: Mapping[str, Any], inventory: Inventory, *, actor: Any) -> str:
    """A logged notice becomes a case once the inventory holds something of it."""
    if _outcome(notice, inventory) == NoticeOutcome.LOGGED:
        return "unchanged"
    notice.outcome, notice.received_at = NoticeOutcome.CASE, timezone.now()
    notice.save(update_fields=["outcome", "received_at"])
    return _open(notice, changes, inventory, actor=actor)


def _open(notice: RecallNotice, changes: Mapping[str, Any], inventory: Inventory, *, actor: Any) -> str:
    case, found = open_case(notice, inventory, at=notice.received_at)
    record(actor, "recall.receive", case, {**trail(changes), **found})
    if found["added"]:
        tell_received(case, found["added"], actor=actor)
    return "opened"
