"""The filters and orders of budget lines and cost entries; page and REST share them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.budget.choices import Purpose, Spending
from hospital_itsm.core.filtering import (
    Asked,
    Filter,
    Filters,
    Unreadable,
    by_name,
    coded,
    is_yes,
    searchable,
)
from hospital_itsm.people.choices import Domain

LONGEST_TEXT, LONGEST_KEY = 200, 15


def _text(*columns: str) -> Callable[[Sequence[str], Asked], Q]:
    def condition(values: Sequence[str], asked: Asked) -> Q:
        words, found = searchable(values[0], LONGEST_TEXT), Q()
        for column in columns:
            found |= Q(**{f"{column}__icontains": words})
        return found

    return condition


def _exact(column: str) -> Callable[[Sequence[str], Asked], Q]:
    def condition(values: Sequence[str], asked: Asked) -> Q:
        return Q(**{f"{column}__in": [searchable(value, LONGEST_TEXT) for value in values]})

    return condition


def _key(column: str) -> Callable[[Sequence[str], Asked], Q]:
    def condition(values: Sequence[str], asked: Asked) -> Q:
        if not all(one.isascii() and one.isdecimal() and len(one) <= LONGEST_KEY for one in values):
            raise Unreadable(_("Give a number."))
        return Q(**{f"{column}__in": [int(one) for one in values]})

    return condition


def _order(values: Sequence[str], asked: Asked) -> Q:
    """One order number, as the index keeps it; entries without one are no answer to an empty word."""
    words = searchable(values[0], LONGEST_TEXT)
    return Q(order_number__iexact=words) & ~Q(order_number="")


def _line(values: Sequence[str], asked: Asked) -> Q:
    keys = [one for one in values if one != "none"]
    found = _key("line")(keys, asked) if keys else Q(pk__in=[])
    return found | Q(line__isnull=True) if "none" in values else found


def _day(lookup: str) -> Callable[[Sequence[str], Asked], Q]:
    def condition(values: Sequence[str], asked: Asked) -> Q:
        try:
            return Q(**{lookup: date.fromisoformat(values[0])})
        except ValueError:
            raise Unreadable(_("Write the day like 2026-11-30.")) from None

    return condition


def _void(values: Sequence[str], asked: Asked) -> Q:
    return Q(is_void=is_yes(values[0]))


def _codes(name: str, label: Any, choices: Any, column: str = "") -> Filter:
    return Filter(
        name, label, coded(column or name, choices.values), lambda value: choices(value).label,
        codes=tuple(choices.values),
    )  # fmt: skip


class LineFilters(Filters):
    """The filters of one request for budget lines."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), _text("name"), many=False),
        Filter("year", gettext_lazy("Fiscal year"), _exact("year__label")),
        Filter("cost_center", gettext_lazy("Cost center"), _exact("cost_center")),
        _codes("domain", gettext_lazy("Domain"), Domain),
        _codes("purpose", gettext_lazy("Purpose"), Purpose),
        _codes("spending", gettext_lazy("Spending"), Spending),
        Filter("owner", gettext_lazy("Owner"), _exact("owner__username")),
    )


class EntryFilters(Filters):
    """The filters of one request for cost entries."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), _text("invoice_number", "what"), many=False),
        Filter("year", gettext_lazy("Fiscal year"), _exact("year__label")),
        Filter("line", gettext_lazy("Line"), _line),
        Filter("cost_center", gettext_lazy("Cost center"), _exact("line__cost_center")),
        _codes("domain", gettext_lazy("Domain"), Domain, "line__domain"),
        _codes("purpose", gettext_lazy("Purpose"), Purpose, "line__purpose"),
        Filter("vendor", gettext_lazy("Vendor"), _exact("vendor__name")),
        Filter("contract", gettext_lazy("Contract"), _exact("contract__number")),
        Filter("order", gettext_lazy("Order"), _order, many=False),
        Filter("tag", gettext_lazy("Asset"), _exact("asset__tag")),
        Filter("service", gettext_lazy("Service"), _exact("service__code")),
        Filter("currency", gettext_lazy("Currency"), _exact("currency")),
        Filter("from", gettext_lazy("From"), _day("booked_on__gte"), many=False),
        Filter("until", gettext_lazy("Until"), _day("booked_on__lte"), many=False),
        Filter("void", gettext_lazy("Taken back"), _void, many=False, codes=("yes", "no")),
    )


LINE_SORTS: Final = {
    "cost_center": ("cost_center", "name", "id"),
    "amount": ("-amount", "-id"),
    "name": ("name", "id"),
}
ENTRY_SORTS: Final = {
    "newest": ("-booked_on", "-id"),
    "oldest": ("booked_on", "id"),
    "amount": ("-amount", "-id"),
}
"""The orderings a list takes, each over NOT NULL columns ending in the key."""
