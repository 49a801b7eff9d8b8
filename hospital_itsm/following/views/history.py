"""`/t/<key>/history/`: everything that was recorded of a ticket."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from hospital_itsm.core.filtering import Filters
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.listing import Page
from hospital_itsm.following.filters import HISTORY_SORTS, KINDS, PRODUCT, HistoryFilters
from hospital_itsm.following.queries.history import history_lines, history_rows, people_of_history
from tickets.actions.reading import record_reading
from tickets.views.desk.find import signed_in, ticket_or_404


class HistoryView(ListPage):
    """The list, the newest first."""

    access = "ticket.read_internal"
    template = "following/history.html"
    rows_template = "following/_history_rows.html"
    filters = HistoryFilters
    orders = HISTORY_SORTS

    def get(self, request: HttpRequest, key: str = "") -> HttpResponse:
        """Show it; reading that of a restricted ticket is recorded."""
        self.ticket = ticket_or_404(request, key)
        record_reading(self.ticket, actor=signed_in(request))
        return super().get(request)

    def rows(self, request: HttpRequest, today: date) -> Any:
        """The entries this person may read."""
        return history_rows(self.ticket, request.user)

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """The ticket, and what may be chosen."""
        return {
            "ticket": self.ticket,
            "kinds": [
                (code, words)
                for code, (words, _condition) in KINDS.items()
                if code != "read" or "audit.read" in signed_in(request).permissions
            ],
            "kind": request.GET.get("kind", ""),
            "people": people_of_history(self.ticket, request.user),
            "person": request.GET.get("person", ""),
            "product": PRODUCT,
        }

    def _page(self, request: HttpRequest, asked: Filters, order: str) -> Page[Any]:
        page = super()._page(request, asked, order)
        return replace(page, rows=history_lines(page.rows, self.ticket, request.user))
