"""What vendors do, as parts of the pages of vendors and tickets, and as pages of their own without script."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from hospital_itsm.core.access import can
from hospital_itsm.core.views import PageView
from hospital_itsm.vendor_work.filters import case_rows, session_rows
from hospital_itsm.vendor_work.words import session_lines
from tickets.models import Ticket
from vendors.models import Vendor

MOST = 10


class PartView(PageView):
    """The work of vendors on something, which sessions name in `column` and cases in `case_column`."""

    access = "remote_session.read"
    column: ClassVar[str] = ""
    case_column: ClassVar[str] = ""

    def show(self, request: HttpRequest, subject: Any, **further: Any) -> HttpResponse:
        """Draw the part, or the page around it."""
        now = timezone.now()
        sessions = list(session_rows(request.user).filter(**{self.column: subject})[: MOST + 1])
        cases = list(case_rows(request.user).filter(**{self.case_column: subject})[: MOST + 1])
        context = {
            "subject": subject,
            "cases": cases[:MOST],
            "has_more_cases": len(cases) > MOST,
            "may_write": can(request.user, "vendor_case.write"),
            "sessions": session_lines(sessions[:MOST], now),
            "has_more_sessions": len(sessions) > MOST,
            "may_ask": can(request.user, "remote_session.ask"),
            **further,
        }
        is_part = request.headers.get("HX-Request") == "true"
        return render(request, "vendor_work/_part.html" if is_part else "vendor_work/part.html", context)


class VendorWorkView(PartView):
    """`/vendors/<pk>/work/`."""

    column = case_column = "vendor"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What this vendor does."""
        vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=pk)
        return self.show(request, vendor, vendor=vendor)


class TicketWorkView(PartView):
    """`/vendors/work/<key>/`."""

    column, case_column = "ticket", "links__ticket"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """What vendors do for this ticket."""
        rows = Ticket.objects.on_desk(request.user).select_related("asset", "vendor")
        ticket = get_object_or_404(rows, key=key)
        return self.show(request, ticket, ticket=ticket)
