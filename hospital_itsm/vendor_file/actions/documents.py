"""The document behind a certificate or a review: one that is kept already, or a file that comes with it."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import step
from vendors.actions.documents import add_document
from vendors.models import Document, Vendor


@step
def document_faults(vendor: Vendor, document: Any, kinds: Collection[str], actor: Any) -> dict[str, str]:
    """What speaks against naming this document: `{field: words}`."""
    if document is None:
        return {}
    rows = Document.objects.visible_to(actor).filter(pk=document.pk, vendor=vendor, kind__in=kinds)
    if rows.exists():
        return {}
    return {"document": _("Choose a document of this vendor that is a certificate or an assessment.")}


@step
def keep_upload(row: Any, kind: str, upload: Any, actor: Any) -> dict[str, Any]:
    """Keep a file that came with a stored row as a document of its vendor; returns the change for the trail."""
    if upload is None:
        return {}
    before = row.document.audit_label if row.document else None
    row.document = add_document(row.vendor, actor=actor, kind=kind, title=row.title, upload=upload)
    row.save(update_fields=["document"])
    return {"document": [before, row.document.audit_label]}
