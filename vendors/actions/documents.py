"""Documents: kept with their versions, opened by those who may, withdrawn with a reason and never deleted."""

from typing import Any, Final

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.files.intake import keep, take
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from vendors.choices import DocumentKind
from vendors.models import Baa, Contract, Document, DocumentVersion, Vendor

MOST_DOCUMENTS: Final = 50
MOST_VERSIONS: Final = 50
LONGEST_TITLE: Final = 160
LONGEST_NOTE: Final = 200
Subject = Vendor | Contract | Baa


@action("document.add", gettext_lazy("added a document"))
def add_document(
    subject: Subject, *, actor: Any, kind: str, title: str, upload: Any, note: str = ""
) -> Document:
    """Keep a file as the first version of a new document of a vendor, a contract or an agreement.

    `upload` has `name`, `size` and `read()`; the file is judged by its bytes and stored under a random name. Raises
    Forbidden for a kind the actor may not keep, ValueRefused naming the mend.
    """
    require(actor, "document.manage", kind)
    held: Subject = type(subject)._default_manager.select_for_update(of=("self",)).get(pk=subject.pk)
    title = guard(one_line(title), field="title").text
    errors = {}
    if kind not in DocumentKind.values:
        errors["kind"] = _("%(value)s is not one of: %(codes)s.") % {
            "value": str(kind)[:40],
            "codes": ", ".join(DocumentKind.values),
        }
    if not title:
        errors["title"] = _("Say what the document is.")
    elif len(title) > LONGEST_TITLE:
        errors["title"] = _("Use at most %(count)d characters.") % {"count": LONGEST_TITLE}
    named = {held._meta.model_name or "": held}
    if Document.objects.filter(**named).count() >= MOST_DOCUMENTS:
        errors["file"] = _("There are %(most)d documents here, which is the most.") % {"most": MOST_DOCUMENTS}
    if errors:
        raise ValueRefused(errors)
    document = Document.objects.create(kind=kind, title=title, **named)
    _keep_version(document, actor, "document.add", upload, note)
    return document


@action("document.add_version", gettext_lazy("added a version of a document"))
def add_version(pk: int, *, actor: Any, upload: Any, note: str = "") -> DocumentVersion:
    """Keep a file as the newest version; the older ones stay. Raises Document.DoesNotExist, Forbidden, ValueRefused."""
    document = _lock(pk, actor)
    if document.last_number >= MOST_VERSIONS:
        raise ValueRefused(
            {"file": _("There are %(most)d versions, which is the most.") % {"most": MOST_VERSIONS}}
        )
    return _keep_version(document, actor, "document.add_version", upload, note)


@action("document.withdraw", gettext_lazy("withdrew a version of a document"))
def withdraw_version(pk: int, number: int, *, actor: Any, reason: str) -> DocumentVersion:
    """Let a version be opened no more; it stays on record with the reason.

    Raises Document.DoesNotExist, DocumentVersion.DoesNotExist, Forbidden, Conflict where it is withdrawn already,
    ValueRefused.
    """
    document = _lock(pk, actor)
    row = document.versions.select_for_update(of=("self",)).get(number=number)
    if row.withdrawn_at is not None:
        raise Conflict(_("This version is withdrawn already."))
    words = guard(one_line(reason), field="reason").text
    if not words:
        raise ValueRefused({"reason": _("Say in one line why.")})
    if len(words) > LONGEST_NOTE:
        raise ValueRefused({"reason": _("Use at most %(count)d characters.") % {"count": LONGEST_NOTE}})
    row.document = document
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = timezone.now(), person(actor), words
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    record(actor, "document.withdraw", document, {"version": row.number, "reason": free_text(words)})
    return row


@action("document.open", gettext_lazy("opened a document"))
def record_opening(version: DocumentVersion, *, actor: Any) -> None:
    """Record that the actor opens a version; call it before the file is sent to somebody who sees the document."""
    require(actor, "document.read", version.document)
    record(actor, "document.open", version.document, {"version": version.number})


def _lock(pk: int, actor: Any) -> Document:
    rows = Document.objects.visible_to(actor).select_related("contract", "vendor", "baa__vendor")
    document: Document = rows.select_for_update(of=("self",)).get(pk=pk)
    require(actor, "document.manage", document.kind)
    return document


@step
def _keep_version(document: Document, actor: Any, verb: str, upload: Any, note: str) -> DocumentVersion:
    note = guard(one_line(note), field="note").text
    if len(note) > LONGEST_NOTE:
        raise ValueRefused({"note": _("Use at most %(count)d characters.") % {"count": LONGEST_NOTE}})
    taken = take(upload)
    named = guard(taken.safe_name, channel="web").text
    stored = keep(taken.data)
    try:
        document.last_number += 1
        document.save(update_fields=["last_number"])
        row = DocumentVersion.objects.create(
            document=document,
            number=document.last_number,
            file_name=taken.named(named),
            stored_name=stored,
            content_type=taken.content_type,
            size=len(taken.data),
            sha256=taken.sha256,
            note=note,
            uploaded_by=person(actor),
            uploaded_at=timezone.now(),
        )
        subject = document.subject
        trail = {
            "subject": subject.audit_label,
            "version": row.number,
            "sha256": row.sha256,
            "size": row.size,
        }
        record(actor, verb, document, trail)
    except Exception:
        default_storage.delete(stored)
        raise
    return row
