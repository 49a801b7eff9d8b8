"""Legal holds: setting and lifting them, opening what was sealed under one, and destroying it in the end."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.crypto import unseal
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.redaction.models import LegalHold, Redaction, SealedFile
from hospital_itsm.redaction.queries.family import family
from hospital_itsm.redaction.queries.holds import any_held, hold_of
from hospital_itsm.redaction.rules.keeping import KEPT
from tickets.actions.reasons import safe_reason
from tickets.actions.store import lock
from tickets.models import Ticket


@dataclass(frozen=True)
class Original:
    """One text as it stood: of what it was, and its words."""

    model: str
    field: str
    words: str


@action("ticket.hold", gettext_lazy("put it under a legal hold"))
def set_hold(key: str, *, actor: Any, reason: str) -> LegalHold:
    """Destroy nothing of the ticket from now on. Raises Ticket.DoesNotExist, Forbidden, Conflict, ValueRefused."""
    ticket = _locked(key, actor)
    if hold_of(ticket) is not None:
        raise Conflict(_("%(key)s is under a legal hold already.") % {"key": key})
    hold = LegalHold.objects.create(ticket=ticket, set_at=timezone.now(), set_by=actor)
    record(actor, "ticket.hold", ticket, {"hold": [None, hold.pk]}, _why(ticket, reason))
    return hold


@action("ticket.lift_hold", gettext_lazy("lifted the legal hold"))
def lift_hold(key: str, *, actor: Any, reason: str) -> LegalHold:
    """End the hold; what is sealed is destroyed 30 days after it was removed, at the earliest now.

    Raises Ticket.DoesNotExist, Forbidden, Conflict, ValueRefused.
    """
    ticket = _locked(key, actor)
    hold = hold_of(ticket)
    if hold is None:
        raise Conflict(_("%(key)s is under no legal hold.") % {"key": key})
    hold.lifted_at, hold.lifted_by = timezone.now(), actor
    hold.save(update_fields=["lifted_at", "lifted_by"])
    record(actor, "ticket.lift_hold", ticket, {"hold": [hold.pk, None]}, _why(ticket, reason))
    return hold


@action("redaction.open", gettext_lazy("opened what was removed"))
def open_sealed(redaction: Redaction, *, actor: Any, reason: str) -> list[Original]:
    """What stood there; every time is recorded with its reason. Raises Forbidden, Conflict, ValueRefused."""
    ticket = _locked(redaction.ticket.key, actor)
    why = _why(ticket, reason)
    row = Redaction.objects.get(pk=redaction.pk)
    if not row.is_sealed:
        raise Conflict(_("What was removed is destroyed. Nobody can open it."))
    record(actor, "redaction.open", ticket, {"redaction": row.pk}, why)
    kept = json.loads(unseal(bytes(row.sealed)))
    return [Original(model, name, _in_words(value)) for model, _pk, name, value in kept]


@action("redaction.open_file", gettext_lazy("opened a file that was removed"))
def open_file(file: SealedFile, *, actor: Any) -> bytes:
    """The bytes of a sealed file; every time is recorded. Raises Forbidden."""
    ticket = _locked(file.redaction.ticket.key, actor)
    record(actor, "redaction.open_file", ticket, {"redaction": file.redaction_id, "file": file.attachment})
    with default_storage.open(file.stored_name) as stored:
        return base64.b64decode(unseal(stored.read()))


@action("redaction.destroy", gettext_lazy("destroyed what was removed"))
def destroy_sealed(pk: int, *, actor: Any, now: datetime) -> bool:
    """Destroy what one redaction sealed, where no ticket it was copied to is under a hold any more."""
    found = Redaction.objects.select_for_update(of=("self",), skip_locked=True).select_related("ticket")
    row = found.filter(pk=pk, made_at__lte=now - KEPT).exclude(sealed=b"").first()
    if row is None or any_held(family(row.ticket)):
        return False
    files = list(row.sealed_files.values_list("stored_name", flat=True))
    row.sealed_files.all().delete()
    row.sealed, row.destroyed_at = b"", now
    row.save(update_fields=["sealed", "destroyed_at"])
    for name in files:
        transaction.on_commit(partial(default_storage.delete, name), robust=True)
    record(actor, "redaction.destroy", row.ticket, {"redaction": row.pk, "files_removed": len(files)})
    return True


def _locked(key: str, actor: Any) -> Ticket:
    ticket = lock(key, actor)
    require(actor, "redaction.hold", ticket)
    return ticket


def _why(ticket: Ticket, reason: str) -> str:
    why = safe_reason(ticket, reason, at=timezone.now())
    if not why:
        raise ValueRefused({"reason": _("Say why in one line. It stays in the audit trail.")})
    return why


def _in_words(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
