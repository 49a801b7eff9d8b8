"""Renewals as a file: the contracts of the page with the months that are chosen there, nearest notice first."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.exporting.lists import Column, ExportedList, Reader, register
from vendors.contract_lines import ContractLine, lines_of
from vendors.filters import RenewalFilters, renewal_rows

SORTS: Final = {"notice": ("acts_on", "pk")}


def _renewals(reader: Reader) -> Sequence[Any]:
    rows = renewal_rows(reader.actor, _month(reader.given), timezone.localdate(reader.now))
    return [rows.select_related("vendor", "owner")]


def _month(given: Mapping[str, Any]) -> str:
    found = given.get("from", "")
    return found if isinstance(found, str) else str(found[0] if found else "")


def _lines(rows: Sequence[Any], reader: Reader) -> Iterable[ContractLine]:
    return lines_of(rows, timezone.localdate(reader.now))


def _columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Number"), lambda line: line.contract.number),
        Column(_("Title"), lambda line: line.contract.title),
        Column(_("Vendor"), lambda line: line.contract.vendor.name),
        Column(_("State"), lambda line: line.state.label),
        Column(_("Last day to tell them"), lambda line: line.contract.notice_on),
        Column(_("Ends"), lambda line: line.contract.ends_on),
        Column(_("Notice"), lambda line: line.notice.text),
        Column(_("Renews by itself"), lambda line: line.contract.auto_renew),
        Column(_("Months it renews for"), lambda line: line.contract.renewal_term_months),
        Column(_("Decide by"), lambda line: line.contract.decide_by),
        Column(_("Decision"), lambda line: line.contract.get_decision_display() or None),
        Column(_("Owner"), lambda line: line.contract.owner.full_name if line.contract.owner else None),
        Column(_("Cost center"), lambda line: line.contract.cost_center),
        Column(_("Value a year"), lambda line: line.contract.annual_value),
        Column(_("Currency"), lambda line: line.contract.currency),
    )


RENEWALS: Final = register(
    ExportedList(
        "renewal", _("Renewals"), "contract.read", "vendors:renewals", "vendors:export_renewals", _renewals,
        _columns, RenewalFilters, SORTS, dress=_lines,
    )
)  # fmt: skip
