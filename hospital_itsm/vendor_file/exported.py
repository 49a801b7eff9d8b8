"""Insurance, reviews, people and credentials of vendors as files."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.exporting.lists import Column, ExportedList, Reader, register
from hospital_itsm.vendor_file import filters
from hospital_itsm.vendor_file.words import lines_of

Rows = Callable[[Reader], Sequence[Any]]


def _read(rows: Callable[[Any, Any, Any], Any]) -> Rows:
    return lambda reader: [rows(reader.actor, reader.given, timezone.localdate(reader.now))]


def _dressed(rows: Sequence[Any], reader: Reader) -> Any:
    return lines_of(rows, timezone.localdate(reader.now))


def _certificate_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Number"), lambda line: line.row.pk),
        Column(_("Vendor"), lambda line: line.row.vendor.name),
        Column(_("Kind"), lambda line: line.row.get_kind_display()),
        Column(_("Insurer"), lambda line: line.row.insurer),
        Column(_("Policy number"), lambda line: line.row.policy_number),
        Column(_("Amount"), lambda line: line.row.amount),
        Column(_("Currency"), lambda line: line.row.currency),
        Column(_("First day"), lambda line: line.row.starts_on),
        Column(_("Last day"), lambda line: line.row.ends_on),
        Column(_("State"), lambda line: line.words),
        Column(_("Document"), lambda line: line.row.document.title if line.row.document else ""),
    )


def _review_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Number"), lambda line: line.row.pk),
        Column(_("Vendor"), lambda line: line.row.vendor.name),
        Column(_("Kind"), lambda line: line.row.get_kind_display()),
        Column(_("Reviewed"), lambda line: line.row.reviewed_on),
        Column(_("Result"), lambda line: line.row.get_result_display()),
        Column(_("Open findings"), lambda line: line.row.findings_open),
        Column(_("Next one due"), lambda line: line.row.next_due_on),
        Column(_("State"), lambda line: line.words),
        Column(_("Reviewer"), lambda line: line.row.reviewer.full_name if line.row.reviewer else ""),
        Column(_("Document"), lambda line: line.row.document.title if line.row.document else ""),
    )


def _person_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Number"), lambda row: row.pk),
        Column(_("Name"), lambda row: row.name),
        Column(_("Vendor"), lambda row: row.vendor.name),
        Column(_("Role"), lambda row: row.role),
        Column(_("Phone"), lambda row: row.phone),
        Column(_("E-mail"), lambda row: row.email),
        Column(_("Works here"), lambda row: row.is_active),
    )


def _credential_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Number"), lambda line: line.row.pk),
        Column(_("Name"), lambda line: line.row.person.name),
        Column(_("Vendor"), lambda line: line.row.person.vendor.name),
        Column(_("Kind"), lambda line: line.row.get_kind_display()),
        Column(_("What it is"), lambda line: line.row.label),
        Column(_("First day"), lambda line: line.row.issued_on),
        Column(_("Last day"), lambda line: line.row.expires_on),
        Column(_("State"), lambda line: line.words),
    )


CERTIFICATES: Final = register(
    ExportedList(
        "insurance_certificate", _("Insurance of vendors"), "vendor_file.read", "vendor_file:insurance",
        "vendor_file:export_insurance", _read(filters.certificate_rows), _certificate_columns,
        filters.CertificateFilters, filters.CERTIFICATE_SORTS, dress=_dressed,
    )
)  # fmt: skip
REVIEWS: Final = register(
    ExportedList(
        "security_review", _("Security reviews of vendors"), "vendor_file.read", "vendor_file:reviews",
        "vendor_file:export_reviews", _read(filters.review_rows), _review_columns,
        filters.ReviewFilters, filters.REVIEW_SORTS, dress=_dressed,
    )
)  # fmt: skip
PEOPLE: Final = register(
    ExportedList(
        "vendor_person", _("People of vendors"), "vendor_person.read", "vendor_file:people",
        "vendor_file:export_people", _read(filters.person_rows), _person_columns,
        filters.PersonFilters, filters.PERSON_SORTS,
    )
)  # fmt: skip
CREDENTIALS: Final = register(
    ExportedList(
        "vendor_credential", _("Credentials of people of vendors"), "vendor_person.read",
        "vendor_file:credentials", "vendor_file:export_credentials", _read(filters.credential_rows),
        _credential_columns, filters.CredentialFilters, filters.CREDENTIAL_SORTS, dress=_dressed,
    )
)  # fmt: skip
