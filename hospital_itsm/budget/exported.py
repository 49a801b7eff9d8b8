"""Budget lines and cost entries as files."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.budget.filters import ENTRY_SORTS, LINE_SORTS, EntryFilters, LineFilters
from hospital_itsm.budget.filters_owned import OWNED_SORTS, OwnedFilters, owned_rows
from hospital_itsm.budget.models import BudgetLine, CostEntry
from hospital_itsm.budget.spending import LineStanding, dressed
from hospital_itsm.exporting.lists import Column, ExportedList, Reader, register


def _lines(reader: Reader) -> Sequence[Any]:
    return [BudgetLine.objects.visible_to(reader.actor).select_related("year", "owner")]


def _with_money(rows: Sequence[BudgetLine], reader: Reader) -> Iterable[LineStanding]:
    return dressed(rows, timezone.localdate(reader.now))


def _entries(reader: Reader) -> Sequence[Any]:
    return [entry_rows(reader.actor)]


def entry_rows(actor: Any) -> Any:
    """Visible entries with what they are booked on."""
    rows = CostEntry.objects.visible_to(actor)
    return rows.select_related("year", "line", "vendor", "contract", "asset", "service", "entered_by")


def _line_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Fiscal year"), lambda row: row.line.year.label),
        Column(_("Cost center"), lambda row: row.line.cost_center),
        Column(_("Line"), lambda row: row.line.name),
        Column(_("Spending"), lambda row: row.line.get_spending_display()),
        Column(_("Purpose"), lambda row: row.line.get_purpose_display()),
        Column(_("Domain"), lambda row: row.line.get_domain_display()),
        Column(_("Owner"), lambda row: row.line.owner.full_name if row.line.owner else ""),
        Column(_("Currency"), lambda row: row.line.currency),
        Column(_("Planned"), lambda row: row.standing.planned),
        Column(_("Planned so far"), lambda row: row.standing.planned_so_far),
        Column(_("Spent"), lambda row: row.standing.actual),
        Column(_("Committed"), lambda row: row.standing.committed),
        Column(_("Committed, still to come"), lambda row: row.standing.remaining),
        Column(_("Forecast"), lambda row: row.standing.forecast),
        Column(_("Forecast less plan"), lambda row: row.standing.variance),
        Column(_("Stands"), lambda row: row.words.name),
    )


def _entry_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Number"), lambda row: row.pk),
        Column(_("Day"), lambda row: row.booked_on),
        Column(_("Amount"), lambda row: row.amount),
        Column(_("Currency"), lambda row: row.currency),
        Column(_("Fiscal year"), lambda row: row.year.label),
        Column(_("Cost center"), lambda row: row.line.cost_center if row.line else ""),
        Column(_("Line"), lambda row: row.line.name if row.line else ""),
        Column(_("Vendor"), lambda row: row.vendor.name if row.vendor else ""),
        Column(_("Contract"), lambda row: row.contract.number if row.contract else ""),
        Column(_("Asset"), lambda row: row.asset.tag if row.asset else ""),
        Column(_("Service"), lambda row: row.service.code if row.service else ""),
        Column(_("Invoice"), lambda row: row.invoice_number),
        Column(_("Position"), lambda row: row.position),
        Column(_("Order"), lambda row: row.order_number),
        Column(_("What for"), lambda row: row.what),
        Column(_("Taken back"), lambda row: row.is_void),
    )


def _owned(reader: Reader) -> Sequence[Any]:
    return [owned_rows(reader.actor, reader.given, timezone.localdate(reader.now))]


def _owned_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Fiscal year"), lambda row: row.year.label),
        Column(_("Of"), lambda row: row.get_kind_display()),
        Column(_("Tag, code or vendor"), lambda row: row.label),
        Column(_("Name"), lambda row: row.name),
        Column(_("Currency"), lambda row: row.currency),
        Column(_("Cost of ownership"), lambda row: row.amount),
        Column(_("Wear"), lambda row: row.worn),
        Column(_("Share of contracts"), lambda row: row.shared),
        Column(_("Booked"), lambda row: row.booked),
        Column(_("Contracts, still to come"), lambda row: row.coming),
        Column(_("Price not known"), lambda row: row.lacks_price),
    )


LINES: Final = register(
    ExportedList(
        "budget_line", _("Budget lines"), "budget.read", "budget:lines", "budget:export_lines", _lines,
        _line_columns, LineFilters, LINE_SORTS, dress=_with_money,
    )
)  # fmt: skip
ENTRIES: Final = register(
    ExportedList(
        "cost_entry", _("Cost entries"), "budget.read", "budget:entries", "budget:export_entries", _entries,
        _entry_columns, EntryFilters, ENTRY_SORTS,
    )
)  # fmt: skip
OWNED: Final = register(
    ExportedList(
        "ownership_cost", _("Costs of ownership"), "budget.read", "budget:ownership", "budget:export_ownership", _owned,
        _owned_columns, OwnedFilters, OWNED_SORTS,
    )
)  # fmt: skip
