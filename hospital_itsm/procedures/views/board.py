"""`/procedures/`: the joint board of commissioning, service and decommissioning."""

from datetime import date
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.access import can
from hospital_itsm.core.list_page import ListPage, with_query
from hospital_itsm.people.views.layout import own_layout
from hospital_itsm.procedures.choices import Kind, Status
from hospital_itsm.procedures.filters import PROCEDURE_SORTS, ProcedureFilters, board_rows
from hospital_itsm.procedures.models import Procedure


class BoardView(ListPage):
    """Open procedures by kind, the latest change first; ended ones where the address asks for them."""

    access = "procedure.read"
    template = "procedures/board.html"
    rows_template = "procedures/_procedure_rows.html"
    filters = ProcedureFilters
    orders = PROCEDURE_SORTS

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible procedures; open ones unless the address says otherwise."""
        return board_rows(request.user, request.GET)

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """The tabs with how many are open, and what this person may do."""
        chosen = request.GET.get("kind", "")
        visible = Procedure.objects.visible_to(request.user).open()
        counts = dict(visible.values_list("kind").annotate(Count("pk")).order_by())
        tabs = [("", _("All"), sum(counts.values()))]
        tabs += [(kind.value, kind.label, counts.get(kind.value, 0)) for kind in Kind]
        return {
            "layout": own_layout(request),
            "tabs": [
                (words, with_query(request, kind=code, cursor=""), code == chosen, count)
                for code, words, count in tabs
            ],
            "kind": chosen,
            "statuses": Status.choices,
            "status": request.GET.get("status", ""),
            "may_start": can(request.user, "procedure.work"),
            "may_publish": can(request.user, "procedure.sign"),
        }
