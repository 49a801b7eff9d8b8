"""The filters and orders of costs of ownership; page, files and REST share them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Q, Subquery
from django.utils.translation import gettext_lazy

from assets.choices import AssetClass
from assets.models import Asset
from hospital_itsm.budget.choices import Owned
from hospital_itsm.budget.filters import keyed
from hospital_itsm.budget.models import FiscalYear, OwnedCost
from hospital_itsm.core.filtering import Asked, Filter, Filters, by_name, coded, exact, is_yes, words_in


def _class(values: Sequence[str], asked: Asked) -> Q:
    condition = coded("asset_class", AssetClass.values)(values, asked)
    return Q(asset__in=Asset.objects.filter(condition).values("pk"))


def _unit(values: Sequence[str], asked: Asked) -> Q:
    return Q(asset__in=Asset.objects.filter(exact("care_area__code")(values, asked)).values("pk"))


def _price(values: Sequence[str], asked: Asked) -> Q:
    return Q(lacks_price=not is_yes(values[0]))


class OwnedFilters(Filters):
    """The filters of one request for costs of ownership."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), words_in("label", "name"), many=False),
        Filter("year", gettext_lazy("Fiscal year"), keyed("year", FiscalYear, "label")),
        Filter(
            "kind",
            gettext_lazy("Of"),
            coded("kind", Owned.values),
            lambda value: Owned(value).label,
            codes=tuple(Owned.values),
        ),
        Filter("currency", gettext_lazy("Currency"), exact("currency")),
        Filter(
            "class",
            gettext_lazy("Class"),
            _class,
            lambda value: AssetClass(value).label,
            codes=tuple(AssetClass.values),
        ),
        Filter("unit", gettext_lazy("Unit"), _unit),
        Filter("price", gettext_lazy("Price known"), _price, many=False, codes=("yes", "no")),
    )


OWNED_SORTS: Final = {
    "cost": ("currency", "-amount", "-id"),
    "label": ("label", "id"),
}
"""The orderings the list takes; nothing is converted, so that currencies stand one after the other."""


def owned_rows(actor: Any, given: Mapping[str, Any], today: date) -> Any:
    """Visible costs; those of assets, and of the fiscal year of today, unless the address asks for others."""
    rows = OwnedCost.objects.visible_to(actor).select_related("year", "asset", "service", "vendor")
    if not given.get("kind"):
        rows = rows.filter(kind=Owned.ASSET)
    present = Subquery(FiscalYear.objects.around(today).values("pk")[:1])
    return rows if given.get("year") else rows.filter(year=present)
