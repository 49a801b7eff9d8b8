"""`/dash/asked/`: the dates I asked for and those I was asked for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from hospital_itsm.core.list_page import ListPage
from hospital_itsm.dashboards.decided import figure_name
from hospital_itsm.dashboards.declared import dashboard_called
from hospital_itsm.dashboards.filters import ASKED_SORTS, AskedFilters, AskedState, Side, state_of
from hospital_itsm.dashboards.models import AskedDate

MARKS = {
    AskedState.WAITING: "wait",
    AskedState.LATE: "bad",
    AskedState.GIVEN: "prog",
    AskedState.PASSED: "none",
}


class AskedListView(ListPage):
    """The list, narrowed by how they stand and by who asks."""

    access = "asked_date.read"
    template = "dashboards/asked_list.html"
    rows_template = "dashboards/_asked_rows.html"
    filters = AskedFilters
    orders = ASKED_SORTS
    is_counted = True

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Those asked by this person or of them."""
        return AskedDate.objects.visible_to(request.user).listed()

    def _page(self, *args: Any) -> Any:
        page = super()._page(*args)
        put_words(page.rows)
        return page

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """Values to choose from."""
        return {
            "states": AskedState.choices,
            "state": request.GET.get("state", ""),
            "sides": Side.choices,
            "side": request.GET.get("side", ""),
        }


def put_words(rows: Sequence[AskedDate]) -> None:
    """Give each row the name of its figure and how it stands."""
    today = timezone.localdate()
    for row in rows:
        state = state_of(row, today)
        row.named = figure_name(dashboard_called(row.dashboard), row.figure)  # type: ignore[attr-defined]
        row.state, row.mark = state, MARKS[state]  # type: ignore[attr-defined]
