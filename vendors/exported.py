"""Vendors and contracts as files: the rows and columns of their lists."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.exporting.lists import Column, ExportedList, Reader, register
from vendors.filters import CONTRACT_SORTS, VENDOR_SORTS, ContractFilters, VendorFilters, vendor_rows
from vendors.models import Contract


def _vendors(reader: Reader) -> Sequence[Any]:
    return [vendor_rows(reader.actor, reader.given, timezone.localdate(reader.now))]


def _contracts(reader: Reader) -> Sequence[Any]:
    return [Contract.objects.visible_to(reader.actor).select_related("vendor")]


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
    )


def _contract_columns(actor: Any) -> Sequence[Column]:
    today = timezone.localdate()
    return (
        Column(_("Number"), lambda row: row.number),
        Column(_("Title"), lambda row: row.title),
        Column(_("Vendor"), lambda row: row.vendor.name),
        Column(_("Kind"), lambda row: row.get_kind_display()),
        Column(_("State"), lambda row: row.state_on(today).label),
        Column(_("Begins"), lambda row: row.starts_on),
        Column(_("Ends"), lambda row: row.ends_on),
        Column(_("Support phone"), lambda row: row.support_phone),
        Column(_("Support hours"), lambda row: row.support_hours),
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
