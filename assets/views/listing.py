"""`/assets/`: one inventory seen through two lenses, found by any part of what is known."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from assets.choices import AssetClass, AssetStatus
from assets.filters import ASSET_SORTS, LENSES, RISKS, AssetFilters, asset_rows
from assets.models import Asset
from assets.rules.tags import normalized_tag
from hospital_itsm.core.access import can
from hospital_itsm.core.list_page import ListPage, with_query
from hospital_itsm.people.models import CareArea
from hospital_itsm.people.views.layout import own_layout


class AssetsView(ListPage):
    """Every filter stands in the address; what has left the house is shown only when asked for."""

    access = "asset.read"
    template = "assets/assets.html"
    rows_template = "assets/_asset_rows.html"
    filters = AssetFilters
    orders = ASSET_SORTS
    is_counted = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list, or the page of the one asset whose tag was typed."""
        typed = normalized_tag(request.GET.get("q", ""))
        if typed and len(typed) <= 40 and Asset.objects.visible_to(request.user).filter(tag=typed).exists():
            return redirect("assets:asset", typed)
        return super().get(request)

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible assets; those in the house unless status or `ended` says otherwise."""
        return asset_rows(request.user, request.GET)

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """Lenses, menus and whether this person adds assets."""
        lens = request.GET.get("lens", "")
        return {
            "layout": own_layout(request),
            "lenses": [
                (words, with_query(request, lens=code, cursor=""), code == lens)
                for code, words in [("", _("All")), *LENSES.items()]
            ],
            "menus": [
                ("class", _("Class"), AssetClass.choices, request.GET.get("class", "")),
                ("status", _("Status"), AssetStatus.choices, request.GET.get("status", "")),
                ("unit", _("Unit"), _units(), request.GET.get("unit", "")),
                ("risk", _("Risk"), RISKS.items(), request.GET.get("risk", "")),
            ],
            "kept": [
                (name, value)
                for name, values in request.GET.lists()
                if name in AssetFilters.known and name not in ("class", "status", "unit", "risk")
                for value in values
            ],
            "may_add": can(request.user, "asset.edit"),
            "may_import": can(request.user, "asset.import"),
            "may_manage": can(request.user, "asset.manage"),
            "may_read_catalogue": can(request.user, "portfolio.read"),
        }


def _units() -> list[tuple[str, str]]:
    return list(CareArea.objects.filter(is_active=True).order_by("name").values_list("code", "name"))
