"""Costs of ownership: everything that costs something in a fiscal year, the dearest first."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from assets.choices import AssetClass
from hospital_itsm.budget.choices import Owned
from hospital_itsm.budget.filters_owned import OWNED_SORTS, OwnedFilters, owned_rows
from hospital_itsm.budget.models import Counting, FiscalYear
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.people.models import CareArea


class OwnershipView(ListPage):
    """`/budget/ownership/`: of assets, of applications and services, or of vendors, in one fiscal year."""

    access = "budget.read"
    template = "budget/ownership.html"
    rows_template = "budget/_owned_rows.html"
    filters = OwnedFilters
    orders = OWNED_SORTS
    is_counted = True

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible costs of the asked kind and year."""
        return owned_rows(request.user, request.GET, today)

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """Values to choose from, and when the costs were counted."""
        years = list(FiscalYear.objects.visible_to(request.user))
        label, today = request.GET.get("year", ""), timezone.localdate()
        year = next((one for one in years if one.label == label or (not label and one.holds(today))), None)
        kind = request.GET.get("kind") or Owned.ASSET.value
        return {
            "years": years,
            "year": year,
            "counting": Counting.objects.filter(year=year).first(),
            "kinds": Owned.choices,
            "kind": kind,
            "classes": AssetClass.choices if kind == Owned.ASSET else (),
            "units": CareArea.objects.filter(is_active=True).order_by("name") if kind == Owned.ASSET else (),
        }
