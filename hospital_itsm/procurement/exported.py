"""Purchases as a file."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.exporting.lists import Column, ExportedList, Reader, register
from hospital_itsm.procurement.filters import SORTS, PurchaseFilters
from hospital_itsm.procurement.models import Purchase


def purchase_rows(actor: Any) -> Any:
    """Visible purchases with vendor, budget line and who asked."""
    rows = Purchase.objects.visible_to(actor)
    return rows.select_related("chosen__vendor", "line__year", "asked_by")


def _rows(reader: Reader) -> Sequence[Any]:
    return [purchase_rows(reader.actor)]


def _columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Number"), lambda row: row.number),
        Column(_("What"), lambda row: row.title),
        Column(_("Status"), lambda row: row.get_status_display()),
        Column(_("Domain"), lambda row: row.get_domain_display()),
        Column(_("Vendor"), lambda row: row.chosen.vendor.name if row.chosen else ""),
        Column(_("Amount"), lambda row: row.amount),
        Column(_("Currency"), lambda row: row.currency),
        Column(_("Fiscal year"), lambda row: row.line.year.label if row.line else ""),
        Column(_("Budget line"), lambda row: row.line.name if row.line else ""),
        Column(_("Asked by"), lambda row: row.asked_by.full_name if row.asked_by else ""),
        Column(_("Asked at"), lambda row: row.asked_at),
        Column(_("Order number"), lambda row: row.order_number),
        Column(_("Ordered on"), lambda row: row.ordered_on),
        Column(_("Expected on"), lambda row: row.expected_on),
    )


PURCHASES: Final = register(
    ExportedList(
        "purchase", _("Purchases"), "purchase.read", "procurement:purchases", "procurement:export_purchases", _rows,
        _columns, PurchaseFilters, SORTS,
    )
)  # fmt: skip
