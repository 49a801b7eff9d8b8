"""My tickets, my unit, and what is done (ux 5b)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hospital_itsm.core.errors import Conflict
from hospital_itsm.core.listing import BadCursor, seek
from hospital_itsm.core.views import PageView
from tickets.actions.join import join_ticket
from tickets.models import Ticket
from tickets.queries.my import my_tickets, my_unit
from tickets.queries.portal import done_tickets
from tickets.views.portal.person import signed_in, unit_at_hand

TABS = ("mine", "unit", "done")
NEWEST = ("-opened_at", "-id")
DONE_ON_A_PAGE = 30


class MyView(PageView):
    """Three tabs of one list."""

    access = "ticket.mine"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the tab that the address names."""
        tab = request.GET.get("tab", "mine")
        if tab not in TABS:
            raise Http404
        context = {"tab": tab, "may_print": "unit.lead" in signed_in(request).permissions}
        return render(request, "tickets/portal/my.html", context | self.rows(request, tab))

    def rows(self, request: HttpRequest, tab: str) -> dict[str, Any]:
        """What the tab lists."""
        user = signed_in(request)
        if tab == "unit":
            return {"unit_rows": my_unit(user)}
        if tab == "done":
            try:
                return {
                    "page": seek(done_tickets(user), NEWEST, DONE_ON_A_PAGE, request.GET.get("after", ""))
                }
            except BadCursor as wrong:
                raise Http404 from wrong
        return {"mine": my_tickets(user, timezone.now())}


class JoinView(PageView):
    """*Same for me* from the list of the unit."""

    access = "ticket.mine"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Join, and land on the receipt."""
        try:
            join_ticket(key, actor=signed_in(request), care_area=unit_at_hand(request))
        except Ticket.DoesNotExist as missing:
            raise Http404 from missing
        except Conflict as conflict:
            messages.warning(request, conflict.message)
            return redirect("tickets:my")
        return redirect("tickets:report_sent", key=key)


class HandoverSheetView(PageView):
    """Everything open on the unit, one line each, for the next shift."""

    access = "unit.handover"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the sheet; it prints as it stands."""
        user = signed_in(request)
        areas = {held.care_area for held in user.valid_memberships if held.care_area}
        context = {"rows": my_unit(user), "areas": sorted(area.name for area in areas), "now": timezone.now()}
        return render(request, "tickets/portal/handover_sheet.html", context)
