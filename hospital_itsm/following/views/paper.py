"""`/t/<key>/print/`: a ticket made for paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hospital_itsm.core.views import PageView
from hospital_itsm.following.queries.paper import MOST_ENTRIES, facts_of, history_of, lines_of
from tickets.actions.reading import record_reading
from tickets.views.desk.find import signed_in, ticket_or_404


class PaperView(PageView):
    """Facts and story; notes, and everything that was recorded, where they were chosen."""

    access = "ticket.read_internal"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show it; reading a restricted ticket is recorded."""
        ticket, reader = ticket_or_404(request, key), signed_in(request)
        record_reading(ticket, actor=reader)
        with_notes = request.GET.get("notes") == "yes"
        with_history = request.GET.get("history") == "yes"
        history, is_cut = history_of(ticket, reader) if with_history else ([], False)
        context = {
            "ticket": ticket,
            "with_notes": with_notes,
            "with_history": with_history,
            "history": history,
            "most_entries": MOST_ENTRIES if is_cut else 0,
            "facts": facts_of(ticket, with_notes=with_notes),
            "lines": lines_of(ticket, reader, with_notes=with_notes),
            "printed_at": timezone.localtime(),
        }
        return render(request, "following/paper.html", context)
