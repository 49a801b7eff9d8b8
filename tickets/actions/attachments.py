"""Attaching files: judged by their bytes, pictures written anew, stored under a random name outside the web root."""

import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import can, require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.phi_guard import guard
from tickets.actions.pictures import TOO_MANY_PIXELS, rewritten
from tickets.actions.protected import keep_protected
from tickets.actions.store import lock, store
from tickets.actions.virus_scan import scan
from tickets.models import Attachment, Message, Ticket
from tickets.queries.attachments import is_restricted
from tickets.rules import uploads
from tickets.rules.uploads import FileRefused, Sniffed

MEGABYTE = 1024 * 1024
NAME_BYTES = 24
MOST_FILES = 30
REFUSALS = {
    uploads.EMPTY: gettext_lazy("That file is empty. Choose another."),
    uploads.MARKUP: gettext_lazy(
        "Web pages and scripts cannot be attached. A picture of the screen is fine."
    ),
    uploads.OLD_OFFICE: gettext_lazy("Old Office files cannot be attached. Save it as DOCX, XLSX or PDF."),
    uploads.MEDICAL_IMAGE: gettext_lazy(
        "Medical images hold patient data. Tell us the device and time instead."
    ),
    uploads.MACROS: gettext_lazy("Files with macros cannot be attached. Save it without macros, or as PDF."),
    uploads.PACKED: gettext_lazy("Packed files cannot be attached. Attach what is inside, one by one."),
    TOO_MANY_PIXELS: gettext_lazy("That picture is too large to open. A photo at normal size is fine."),
}
UNKNOWN_KIND = gettext_lazy("Attach a picture, a PDF, plain text or an Office file.")


@action("ticket.attach", gettext_lazy("attached a file"))
def attach(
    key: str,
    *,
    actor: Any,
    upload: Any,
    is_internal: bool = False,
    shows_record: bool = False,
    message: Message | None = None,
) -> Attachment:
    """Store a file with a ticket. `upload` has `name`, `size` and `read()`, as Django's uploads have.

    `is_internal` keeps it among those who work the ticket; `shows_record` ("Shows a patient record?") keeps it to the
    desk and its uploader. Raises ValueRefused naming the mend, Forbidden, Ticket.DoesNotExist.
    """
    ticket = lock(key, actor)
    _require(actor, ticket, is_internal)
    _refuse_number(ticket)
    data = _read(upload)
    sniffed = _sniffed(data, str(upload.name))
    scan(data)
    kept = _rewritten(data, sniffed)
    at = timezone.now()
    named = guard(uploads.safe_name(str(upload.name), sniffed.ending), channel="web")
    keep_protected(ticket, named.removed, at=at)
    stored = default_storage.save(secrets.token_hex(NAME_BYTES), ContentFile(kept))
    try:
        row = Attachment.objects.create(
            ticket=ticket,
            message=message,
            is_internal=is_internal,
            shows_record=shows_record,
            uploader=person(actor),
            file_name=uploads.safe_name(named.text, sniffed.ending),
            stored_name=stored,
            content_type=sniffed.content_type,
            size=len(kept),
            sha256=hashlib.sha256(kept).hexdigest(),
            created_at=at,
        )
        trail = {"attachment": [None, row.pk], "sha256": row.sha256, "size": row.size}
        store(ticket, actor=actor, verb="ticket.attach", changes=trail)
    except Exception:
        default_storage.delete(stored)
        raise
    return row


@action("ticket.download", gettext_lazy("opened a restricted file"))
def record_download(attachment: Attachment, *, actor: Any) -> None:
    """Record that the actor opens a file that shows a record or belongs to a restricted ticket; others leave no entry.

    Call it before serving; who may open it is `queries.attachments.visible_attachments`.
    """
    if is_restricted(attachment):
        record(actor, "ticket.download", attachment, {"ticket": [None, attachment.ticket.key]})


def _require(actor: Any, ticket: Ticket, is_internal: bool) -> None:
    if is_internal or not can(actor, "ticket.reply_as_requester", ticket):
        require(actor, "ticket.work", ticket)


def _refuse_number(ticket: Ticket) -> None:
    if Attachment.objects.filter(ticket=ticket).count() >= MOST_FILES:
        raise ValueRefused(
            {
                "file": _("%(key)s has %(most)d files, which is the most.")
                % {"key": ticket.key, "most": MOST_FILES}
            }
        )


def _read(upload: Any) -> bytes:
    most = settings.ATTACHMENT_MAX_BYTES
    if upload.size > most:
        raise ValueRefused(
            {
                "file": _(
                    "That file is %(size)d MB. The limit is %(most)d MB. A photo at normal size is fine."
                )
                % {"size": -(-upload.size // MEGABYTE), "most": most // MEGABYTE}
            }
        )
    return bytes(upload.read(most))


def _sniffed(data: bytes, name: str) -> Sniffed:
    try:
        return uploads.sniff(data, name)
    except FileRefused as refusal:
        raise _in_words(refusal) from refusal


def _rewritten(data: bytes, sniffed: Sniffed) -> bytes:
    if not sniffed.is_image:
        return data
    try:
        return rewritten(data, sniffed.content_type)
    except FileRefused as refusal:
        raise _in_words(refusal) from refusal


def _in_words(refusal: FileRefused) -> ValueRefused:
    return ValueRefused({"file": str(REFUSALS.get(refusal.reason, UNKNOWN_KIND))})
