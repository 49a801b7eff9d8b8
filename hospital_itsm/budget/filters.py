"""The filters and orders of budget lines and cost entries; page and REST share them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from django.db.models import Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.models import Asset, Service
from hospital_itsm.budget.choices import Purpose, Spending
from hospital_itsm.budget.models import FiscalYear
from hospital_itsm.core.filtering import (
    LONGEST_TEXT,
    Asked,
    Filter,
    Filters,
    Unreadable,
    by_name,
    chosen,
    exact,
    is_yes,
    searchable,
    words_in,
)
from hospital_itsm.people.choices import Domain
from vendors.models import Contract, Vendor

LONGEST_KEY = 15


def keyed(column: str, model: type[Model], name: str) -> Callable[[Sequence[str], Asked], Q]:
    """Rows whose `column` points at those of another table with these names.

    Their keys are read first: how common each is, the planner knows of a key and not of what a join will find.
    """

    def condition(values: Sequence[str], asked: Asked) -> Q:
        names = [searchable(value, LONGEST_TEXT) for value in values]
        keys = model._default_manager.filter(**{f"{name}__in": names}).values_list("pk", flat=True)
        return Q(**{f"{column}__in": list(keys)})

    return condition


def _years(values: Sequence[str], asked: Asked) -> Q:
    """Entries of these years, and of their days, which lets an index by day begin there."""
    labels = [searchable(value, LONGEST_TEXT) for value in values]
    years = list(FiscalYear.objects.filter(label__in=labels))
    if not years:
        return Q(pk__in=[])
    days = min(one.starts_on for one in years), max(one.ends_on for one in years)
    return Q(year__in=years, booked_on__range=days)


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


class LineFilters(Filters):
    """The filters of one request for budget lines."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), words_in("name"), many=False),
        Filter("year", gettext_lazy("Fiscal year"), exact("year__label")),
        Filter("cost_center", gettext_lazy("Cost center"), exact("cost_center")),
        chosen("domain", gettext_lazy("Domain"), Domain),
        chosen("purpose", gettext_lazy("Purpose"), Purpose),
        chosen("spending", gettext_lazy("Spending"), Spending),
        Filter("owner", gettext_lazy("Owner"), exact("owner__username")),
    )


class EntryFilters(Filters):
    """The filters of one request for cost entries."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), words_in("invoice_number", "what"), many=False),
        Filter("year", gettext_lazy("Fiscal year"), _years),
        Filter("line", gettext_lazy("Line"), _line),
        Filter("cost_center", gettext_lazy("Cost center"), exact("cost_center")),
        chosen("domain", gettext_lazy("Domain"), Domain),
        chosen("purpose", gettext_lazy("Purpose"), Purpose),
        Filter("vendor", gettext_lazy("Vendor"), keyed("vendor", Vendor, "name")),
        Filter("contract", gettext_lazy("Contract"), keyed("contract", Contract, "number")),
        Filter("order", gettext_lazy("Order"), _order, many=False),
        Filter("tag", gettext_lazy("Asset"), keyed("asset", Asset, "tag")),
        Filter("service", gettext_lazy("Service"), keyed("service", Service, "code")),
        Filter("currency", gettext_lazy("Currency"), exact("currency")),
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
