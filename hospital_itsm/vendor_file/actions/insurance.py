"""Certificates of insurance: added, changed, withdrawn."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.vendor_file.actions import store
from hospital_itsm.vendor_file.actions.documents import document_faults, keep_upload
from hospital_itsm.vendor_file.choices import INSURANCE_DOCUMENTS
from hospital_itsm.vendor_file.models import InsuranceCertificate
from vendors.choices import DocumentKind

FIELDS: Final = (
    "kind", "insurer", "policy_number", "amount", "currency", "starts_on", "ends_on", "document", "note", "is_active",
)  # fmt: skip
CURRENCY_LETTERS: Final = 3


@action("insurance.add", gettext_lazy("added the certificate of insurance"))
def add_certificate(vendor: int, *, actor: Any, upload: Any = None, **fields: Any) -> InsuranceCertificate:
    """Store a certificate; `upload` is its file, kept as a document of the vendor.

    Raises Vendor.DoesNotExist, Forbidden, ValueRefused naming every field at fault.
    """
    require(actor, "vendor_file.manage")
    row = InsuranceCertificate(vendor=store.lock_vendor(vendor, actor))
    store.refuse_unknown(fields, FIELDS)
    changes = _put(row, fields, actor)
    row.save(force_insert=True)
    changes |= keep_upload(row, DocumentKind.INSURANCE, upload, actor)
    record(actor, "insurance.add", row, changes)
    return row


@action("insurance.change", gettext_lazy("changed the certificate of insurance"))
def change_certificate(
    pk: int, *, actor: Any, fields: Mapping[str, Any], version: int | None = None, upload: Any = None
) -> InsuranceCertificate:
    """Change a certificate; with `is_active` off it is withdrawn. A change of nothing records nothing.

    Raises InsuranceCertificate.DoesNotExist, Forbidden, StaleVersion, ValueRefused.
    """
    rows = InsuranceCertificate.objects.visible_to(actor).select_related("vendor", "document")
    row: InsuranceCertificate = rows.select_for_update(of=("self",)).get(pk=pk)
    require(actor, "vendor_file.manage", row)
    store.refuse_stale(row, version)
    store.refuse_unknown(fields, FIELDS)
    changes = _put(row, fields, actor)
    changes |= keep_upload(row, DocumentKind.INSURANCE, upload, actor)
    store.save_changes(row, changes, actor=actor, verb="insurance.change")
    return row


@step
def _put(row: InsuranceCertificate, fields: Mapping[str, Any], actor: Any) -> dict[str, Any]:
    changes: dict[str, Any] = store.put_values(row, fields)
    errors = store.faults_of(row, exclude={"vendor", "document"})
    if not row.insurer:
        errors["insurer"] = _("Type the name of the insurer.")
    if row.amount is None or row.amount <= 0:
        errors.setdefault("amount", _("Give the amount that is insured."))
    letters = row.currency
    if not (
        len(letters) == CURRENCY_LETTERS and letters.isascii() and letters.isalpha() and letters.isupper()
    ):
        errors["currency"] = _("Write the three letters of a currency, such as USD.")
    if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
        errors["ends_on"] = _("This is before the first day. Correct one of them.")
    errors |= document_faults(row.vendor, row.document, INSURANCE_DOCUMENTS, actor)
    if errors:
        raise ValueRefused(errors)
    return changes
