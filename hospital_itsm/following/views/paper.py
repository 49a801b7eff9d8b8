"""`/t/<key>/print/`: a ticket made for paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hospital_itsm.core.views import PageView
from hospital_itsm.following.queries.paper import facts_of, lines_of
from tickets.actions.reading import record_reading
from tickets.views.desk.find import signed_in, ticket_or_404


class PaperView(PageView):
    """Facts and story without notes, or with them where that was chosen."""

    access = "ticket.read_internal"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show it; reading a restricted ticket is recorded."""
        ticket, reader = ticket_or_404(request, key), signed_in(request)
        record_reading(ticket, actor=reader)
        with_notes = request.GET.get("notes") == "yes"
        context = {
            "ticket": ticket,
            "with_notes": with_notes,
            "facts": facts_of(ticket, with_notes=with_notes),
            "lines": lines_of(ticket, reader, with_notes=with_notes),
            "printed_at": timezone.localtime(),
        }
        return render(request, "following/paper.html", context)
