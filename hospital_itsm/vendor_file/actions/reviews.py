"""Security reviews: added, changed, withdrawn."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.vendor_file.actions import store
from hospital_itsm.vendor_file.actions.documents import document_faults, keep_upload
from hospital_itsm.vendor_file.choices import REVIEW_DOCUMENTS, ReviewResult
from hospital_itsm.vendor_file.models import SecurityReview
from vendors.choices import DocumentKind

FIELDS: Final = (
    "kind", "reviewed_on", "result", "next_due_on", "findings_open", "reviewer", "document", "note", "is_active",
)  # fmt: skip


@action("security_review.add", gettext_lazy("added the security review"))
def add_review(vendor: int, *, actor: Any, upload: Any = None, **fields: Any) -> SecurityReview:
    """Store a review; `upload` is its report, kept as a document of the vendor.

    Raises Vendor.DoesNotExist, Forbidden, ValueRefused naming every field at fault.
    """
    require(actor, "vendor_file.manage")
    row = SecurityReview(vendor=store.lock_vendor(vendor, actor))
    store.refuse_unknown(fields, FIELDS)
    changes = _put(row, fields, actor)
    row.save(force_insert=True)
    changes |= keep_upload(row, DocumentKind.ASSESSMENT, upload, actor)
    record(actor, "security_review.add", row, changes)
    return row


@action("security_review.change", gettext_lazy("changed the security review"))
def change_review(
    pk: int, *, actor: Any, fields: Mapping[str, Any], version: int | None = None, upload: Any = None
) -> SecurityReview:
    """Change a review, such as its open findings; with `is_active` off it is withdrawn.

    A change of nothing records nothing. Raises SecurityReview.DoesNotExist, Forbidden, StaleVersion, ValueRefused.
    """
    rows = SecurityReview.objects.visible_to(actor).select_related("vendor", "document", "reviewer")
    row: SecurityReview = rows.select_for_update(of=("self",)).get(pk=pk)
    require(actor, "vendor_file.manage", row)
    store.refuse_stale(row, version)
    store.refuse_unknown(fields, FIELDS)
    changes = _put(row, fields, actor)
    changes |= keep_upload(row, DocumentKind.ASSESSMENT, upload, actor)
    store.save_changes(row, changes, actor=actor, verb="security_review.change")
    return row


@step
def _put(row: SecurityReview, fields: Mapping[str, Any], actor: Any) -> dict[str, Any]:
    changes: dict[str, Any] = store.put_values(row, fields)
    errors = store.faults_of(row, exclude={"vendor", "document", "reviewer"})
    if row.reviewed_on and row.reviewed_on > timezone.localdate():
        errors["reviewed_on"] = _("This day is still to come. Add the review when it is done.")
    if row.reviewed_on and row.next_due_on and row.next_due_on <= row.reviewed_on:
        errors["next_due_on"] = _("The next one is due after this one. A year later is usual.")
    if row.result == ReviewResult.PASSED and row.findings_open:
        errors.setdefault("findings_open", _("Open findings: choose the result that says so, or give 0."))
    if "reviewer" in changes and row.reviewer is not None and not can(row.reviewer, "vendor_file.read"):
        errors["reviewer"] = _("This person may not read security reviews. Choose another.")
    errors |= document_faults(row.vendor, row.document, REVIEW_DOCUMENTS, actor)
    if errors:
        raise ValueRefused(errors)
    return changes
