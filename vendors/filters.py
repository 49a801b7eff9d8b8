"""The filters and orders of the lists of vendors and contracts; page and REST share them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.filtering import (
    Asked,
    Filter,
    Filters,
    Unreadable,
    by_name,
    coded,
    is_yes,
    searchable,
    unknown_value,
)
from vendors.baa_gate import CONDITIONS, columns
from vendors.choices import BaaStanding, ContractKind, ContractState, VendorKind
from vendors.models import Contract, Vendor
from vendors.queries.contracts import speaks_of, stands
from vendors.queries.vendors import goes_by
from vendors.rules.lanes import Window, month_of

LONGEST_TEXT: Final = 200


def _vendor_words(values: Sequence[str], asked: Asked) -> Q:
    return goes_by(searchable(values[0], LONGEST_TEXT))


def _vendor_kind(values: Sequence[str], asked: Asked) -> Q:
    if unknown := [value for value in values if value not in VendorKind.values]:
        raise Unreadable(unknown_value(unknown[0], VendorKind.values))
    return Q(kinds__overlap=list(values))


def _retired(values: Sequence[str], asked: Asked) -> Q:
    return Q(is_active=not is_yes(values[0]))


def _contract_words(values: Sequence[str], asked: Asked) -> Q:
    return speaks_of(searchable(values[0], LONGEST_TEXT))


def _state(values: Sequence[str], asked: Asked) -> Q:
    if unknown := [value for value in values if value not in ContractState.values]:
        raise Unreadable(unknown_value(unknown[0], ContractState.values))
    found = Q()
    for value in values:
        found |= stands(value, timezone.localdate(asked.now))
    return found


def _vendor(values: Sequence[str], asked: Asked) -> Q:
    return Q(vendor__name__in=[searchable(value, LONGEST_TEXT) for value in values])


def _standing(vendor: str) -> Callable[[Sequence[str], Asked], Q]:
    """The condition that the vendor of a row, which stands in its column `vendor`, has one of these standings."""

    def condition(values: Sequence[str], asked: Asked) -> Q:
        if unknown := [value for value in values if value not in BaaStanding.values]:
            raise Unreadable(unknown_value(unknown[0], BaaStanding.values))
        found = Q()
        for value in values:
            found |= CONDITIONS[BaaStanding(value)]
        rows = Vendor.objects.annotate(**columns(timezone.localdate(asked.now))).filter(found)
        return Q(**{f"{vendor}__in": rows.values("pk")})

    return condition


class VendorFilters(Filters):
    """The filters of one request for vendors."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), _vendor_words, many=False),
        Filter(
            "kind",
            gettext_lazy("Kind"),
            _vendor_kind,
            lambda value: VendorKind(value).label,
            codes=tuple(VendorKind.values),
        ),
        Filter("retired", gettext_lazy("Retired"), _retired, many=False, codes=("yes", "no")),
        Filter(
            "baa",
            gettext_lazy("Agreement"),
            _standing("pk"),
            lambda value: BaaStanding(value).label,
            codes=tuple(BaaStanding.values),
        ),
    )


class ContractFilters(Filters):
    """The filters of one request for contracts."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), _contract_words, many=False),
        Filter(
            "state",
            gettext_lazy("State"),
            _state,
            lambda value: ContractState(value).label,
            codes=tuple(ContractState.values),
        ),
        Filter(
            "kind",
            gettext_lazy("Kind"),
            coded("kind", ContractKind.values),
            lambda value: ContractKind(value).label,
            codes=tuple(ContractKind.values),
        ),
        Filter("vendor", gettext_lazy("Vendor"), _vendor),
        Filter(
            "baa",
            gettext_lazy("Agreement"),
            _standing("vendor"),
            lambda value: BaaStanding(value).label,
            codes=tuple(BaaStanding.values),
        ),
    )


def vendor_rows(actor: Any, given: Mapping[str, Any], today: date) -> Any:
    """Visible vendors with the number of contracts in force; retired ones only where asked for."""
    rows = Vendor.objects.visible_to(actor).listed(today)
    return rows if given.get("retired") else rows.in_use()


def _owner(values: Sequence[str], asked: Asked) -> Q:
    return Q(owner__username__in=[searchable(value, LONGEST_TEXT) for value in values])


def _cost_center(values: Sequence[str], asked: Asked) -> Q:
    return Q(cost_center__in=[searchable(value, LONGEST_TEXT) for value in values])


def _decided(values: Sequence[str], asked: Asked) -> Q:
    return ~Q(decision="") if is_yes(values[0]) else Q(decision="")


def _from_month(values: Sequence[str], asked: Asked) -> Q:
    if month_of(values[0]) is None:
        raise Unreadable(_("Write the month like 2026-11."))
    return Q()


class RenewalFilters(Filters):
    """The filters of one request for renewals, which readers of contracts alone make; `renewal_rows` takes `from`."""

    known = by_name(
        Filter("from", gettext_lazy("Twelve months from"), _from_month, many=False),
        Filter("owner", gettext_lazy("Owner"), _owner),
        Filter("cost_center", gettext_lazy("Cost center"), _cost_center),
        Filter("decided", gettext_lazy("Decided"), _decided, many=False, codes=("yes", "no")),
    )


def renewal_rows(actor: Any, month: str, today: date) -> Any:
    """Visible contracts whose notice window meets the twelve months from `month`, or from the present one."""
    window = Window(month_of(month) or today.replace(day=1))
    return Contract.objects.visible_to(actor).renewing(window.first, window.end)


VENDOR_SORTS: Final = {"name": ("name", "id")}
CONTRACT_SORTS: Final = {
    "number": ("number", "id"),
    "ends": ("ends_on", "id"),
    "ends_last": ("-ends_on", "-id"),
}
"""The orderings a list takes, each over NOT NULL columns ending in the key."""
RENEWAL_SORTS: Final = {"ends": ("ends_on", "id")}
