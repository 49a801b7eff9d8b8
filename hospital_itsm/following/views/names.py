"""`/t/<key>/names/`: who may be named in a note, while somebody writes one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hospital_itsm.core.access import require
from hospital_itsm.core.views import PageView
from hospital_itsm.following.queries.mentions import people_to_name
from tickets.views.desk.find import signed_in, ticket_or_404


class NamesView(PageView):
    """The options of the list that opens after an @. Asked for by POST, so that nothing typed stands in an address."""

    access = "ticket.work"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Draw those who read the notes of this ticket; nobody else is ever found here."""
        ticket = ticket_or_404(request, key)
        require(signed_in(request), "ticket.work", ticket)
        people = people_to_name(ticket, request.POST.get("typed", ""))
        return render(request, "following/_names.html", {"people": people})
