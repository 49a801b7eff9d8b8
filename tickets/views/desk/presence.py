"""Who else has the ticket open: the beat of the page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.views import PageView
from tickets.actions.presence import beat
from tickets.views.desk.find import signed_in, ticket_or_404


class BeatView(PageView):
    """Says that this page is open and answers with the line about the others."""

    access = "ticket.read_internal"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Keep the beat; it never extends the sign-in."""
        ticket = ticket_or_404(request, key)
        try:
            others = beat(ticket.key, actor=signed_in(request), mode=request.POST.get("mode", ""))
        except ValueRefused as refusal:
            return HttpResponse(refusal.message, status=422, content_type="text/plain")
        response = render(request, "tickets/desk/ticket_presence.html", {"presence": others})
        response["X-Ticket-Version"] = str(ticket.version)
        return response
