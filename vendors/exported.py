"""Vendors, contracts and agreements as files: the rows and columns of their lists."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.access import can
from hospital_itsm.exporting.lists import Column, ExportedList, Reader, register
from vendors.baa_gate import Standing, columns
from vendors.baa_words import baa_lines
from vendors.filters import CONTRACT_SORTS, VENDOR_SORTS, ContractFilters, VendorFilters, vendor_rows
from vendors.filters_baas import (
    BAA_SORTS,
    EXCEPTION_SORTS,
    GAP_SORTS,
    BaaFilters,
    ExceptionFilters,
    GapFilters,
    baa_rows,
    exception_rows,
    gap_rows,
)
from vendors.models import Contract


def _vendors(reader: Reader) -> Sequence[Any]:
    today = timezone.localdate(reader.now)
    return [vendor_rows(reader.actor, reader.given, today).annotate(**columns(today))]


def _contracts(reader: Reader) -> Sequence[Any]:
    rows = Contract.objects.visible_to(reader.actor).select_related("vendor", "owner", "renews")
    return [rows.annotate(**columns(timezone.localdate(reader.now), "vendor"))]


def _baas(reader: Reader) -> Sequence[Any]:
    return [baa_rows(reader.actor, reader.given, timezone.localdate(reader.now))]


def _gaps(reader: Reader) -> Sequence[Any]:
    return [gap_rows(reader.actor, reader.given, timezone.localdate(reader.now))]


def _vendor_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Name"), lambda row: row.name),
        Column(_("Kinds"), lambda row: ", ".join(row.kind_words)),
        Column(_("Support phone"), lambda row: row.support_phone),
        Column(_("Support hours"), lambda row: row.support_hours),
        Column(_("Support e-mail"), lambda row: row.support_email),
        Column(_("Our account number"), lambda row: row.account_number),
        Column(_("Website"), lambda row: row.website),
        Column(_("Contracts in force"), lambda row: row.in_force),
        Column(_("In use"), lambda row: row.is_active),
        Column(_("Agreement (BAA)"), lambda row: Standing.of(row).words),
    )


def _contract_columns(actor: Any) -> Sequence[Column]:
    """What calls need, for all; money and terms for those who read contracts in full."""
    today = timezone.localdate()
    shown = (
        Column(_("Number"), lambda row: row.number),
        Column(_("Title"), lambda row: row.title),
        Column(_("Vendor"), lambda row: row.vendor.name),
        Column(_("Kind"), lambda row: row.get_kind_display()),
        Column(_("State"), lambda row: row.state_on(today).label),
        Column(_("Begins"), lambda row: row.starts_on),
        Column(_("Ends"), lambda row: row.ends_on),
        Column(_("Support phone"), lambda row: row.support_phone),
        Column(_("Support hours"), lambda row: row.support_hours),
        Column(_("Agreement (BAA)"), lambda row: Standing.of(row).words),
    )
    return (*shown, *TERMS) if can(actor, "contract.read") else shown


def _chosen(name: str) -> Callable[[Any], Any]:
    """The words of a field with choices, empty where it has none."""
    return lambda row: getattr(row, f"get_{name}_display")() or None


TERMS: Final = (
    Column(_("Owner"), lambda row: row.owner.full_name if row.owner else None),
    Column(_("Answers to"), _chosen("domain")),
    Column(_("Cost center"), lambda row: row.cost_center),
    Column(_("Value a year"), lambda row: row.annual_value),
    Column(_("Currency"), lambda row: row.currency),
    Column(_("Paid"), _chosen("payment_schedule")),
    Column(_("Price rise limited to"), _chosen("uplift")),
    Column(_("Percent"), lambda row: row.uplift_percent),
    Column(_("Renews by itself"), lambda row: row.auto_renew),
    Column(_("Months it renews for"), lambda row: row.renewal_term_months),
    Column(_("Last day to tell them"), lambda row: row.notice_on),
    Column(_("Decide by"), lambda row: row.decide_by),
    Column(_("Decision"), _chosen("decision")),
    Column(_("Vendor touches patient data"), _chosen("phi_access")),
    Column(_("Comes after"), lambda row: row.renews.number if row.renews else None),
)


def _baa_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Number"), lambda line: line.baa.pk),
        Column(_("Vendor"), lambda line: line.baa.vendor.name),
        Column(_("State"), lambda line: line.state.label),
        Column(_("Signed by both on"), lambda line: line.baa.executed_on),
        Column(_("First day"), lambda line: line.baa.effective_on),
        Column(_("Last day"), lambda line: line.baa.expires_on),
        Column(_("No last day"), lambda line: line.baa.is_evergreen),
        Column(_("Tells us of a breach within (days)"), lambda line: line.baa.breach_notice_days),
        Column(
            _("Work outside the United States allowed"), lambda line: line.baa.get_offshore_allowed_display()
        ),
        Column(_("Asks for cyber insurance"), lambda line: line.baa.get_cyber_insurance_display()),
        Column(_("Lacks"), lambda line: line.lacks_words),
        Column(_("Provisions not checked"), lambda line: line.unchecked),
        Column(_("Owner"), lambda line: line.baa.owner.full_name if line.baa.owner else ""),
        Column(_("Last reviewed"), lambda line: line.baa.reviewed_on),
    )


def _gap_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Vendor"), lambda row: row.name),
        Column(_("Agreement"), lambda row: Standing.of(row).words),
        Column(_("A contract says it touches patient data"), lambda row: row.phi_yes),
        Column(_("A contract says it does not"), lambda row: row.phi_no),
        Column(_("The inventory says it does"), lambda row: row.phi_fact),
    )


def _exceptions(reader: Reader) -> Sequence[Any]:
    return [exception_rows(reader.actor)]


def _exception_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Vendor"), lambda row: row.vendor.name),
        Column(_("Allows"), lambda row: row.get_purpose_display()),
        Column(_("Made by"), lambda row: row.made_by.full_name),
        Column(_("Made"), lambda row: row.made_at, is_moment=True),
        Column(_("Ends"), lambda row: row.ends_at, is_moment=True),
        Column(_("Ended early by"), lambda row: row.ended_by.full_name if row.ended_by else ""),
        Column(_("Reason"), lambda row: row.reason),
    )


VENDORS: Final = register(
    ExportedList(
        "vendor", _("Vendors"), "vendor.read", "vendors:vendors", "vendors:export_vendors",
        _vendors, _vendor_columns, VendorFilters, VENDOR_SORTS,
    )
)  # fmt: skip
CONTRACTS: Final = register(
    ExportedList(
        "contract", _("Contracts"), "contract.call", "vendors:contracts", "vendors:export_contracts",
        _contracts, _contract_columns, ContractFilters, CONTRACT_SORTS,
    )
)  # fmt: skip
BAAS: Final = register(
    ExportedList(
        "baa", _("Business associate agreements"), "baa.read", "vendors:baas", "vendors:export_baas",
        _baas, _baa_columns, BaaFilters, BAA_SORTS,
        dress=lambda rows, reader: baa_lines(rows, timezone.localdate(reader.now)),
    )
)  # fmt: skip
GAPS: Final = register(
    ExportedList(
        "baa_gap", _("Patient data without a BAA"), "baa.read", "vendors:baa_gaps", "vendors:export_baa_gaps",
        _gaps, _gap_columns, GapFilters, GAP_SORTS,
    )
)  # fmt: skip
EXCEPTIONS: Final = register(
    ExportedList(
        "baa_exception", _("Exceptions from the BAA gate"), "baa.read", "vendors:baa_exceptions",
        "vendors:export_baa_exceptions", _exceptions, _exception_columns, ExceptionFilters, EXCEPTION_SORTS,
    )
)  # fmt: skip
