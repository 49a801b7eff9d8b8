"""`/t/<key>/similar/`: what looks like a ticket."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hospital_itsm.core.access import can
from hospital_itsm.core.views import PageView
from hospital_itsm.similar.queries.near import similar_to
from hospital_itsm.similar.wording import reasons_of
from tickets.views.desk.find import signed_in, ticket_or_404
from tickets.wording import CLOSE_CODES


class SimilarView(PageView):
    """A fragment beside the ticket; a page of its own without htmx."""

    access = "similar.read"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Draw it."""
        ticket, user = ticket_or_404(request, key), signed_in(request)
        found = similar_to(ticket, user, timezone.now())
        context = {
            "ticket": ticket,
            "open": [(one.ticket, reasons_of(one.match)) for one in found.open],
            "solved": [
                (one.ticket, reasons_of(one.match), CLOSE_CODES.get(one.ticket.close_code, ""), one.fix)
                for one in found.solved
            ],
            "known": [(one.notice, reasons_of(one.match), one.join) for one in found.known],
            "is_empty": found.is_empty,
            "may_merge": ticket.is_open and can(user, "ticket.merge", ticket),
        }
        is_fragment = bool(request.htmx)  # type: ignore[attr-defined]
        return render(request, "similar/_list.html" if is_fragment else "similar/similar.html", context)
