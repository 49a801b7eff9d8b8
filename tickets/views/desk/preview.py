"""The preview beside the queue: enough of a ticket to triage it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from hospital_itsm.core.access import can
from hospital_itsm.core.panels import panels_for
from hospital_itsm.core.views import PageView
from tickets.actions.reading import record_reading
from tickets.choices import MessageKind
from tickets.models import Ticket
from tickets.queries.timeline import SAID_WITH
from tickets.views.desk.find import signed_in
from tickets.views.desk.marks import shown_priority, state_mark
from tickets.views.desk.panel import may_take
from tickets.views.desk.targets import targets_of
from tickets.views.desk.ticket import care_words, surrounded_or_404

LATEST = 2


class PreviewView(PageView):
    """`/queue/preview/<key>/`: a fragment for the pane; without htmx the way to the page."""

    access = "ticket.read_internal"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Draw it."""
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect("tickets:detail", key=key)
        ticket = surrounded_or_404(request, key)
        panels = panels_for(ticket, request.user, "preview")
        return render(request, "tickets/desk/_preview.html", {**previewed(request, ticket), "panels": panels})


def previewed(request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
    """What the preview of a ticket shows; reading a restricted one is recorded."""
    user = signed_in(request)
    said = ticket.messages.select_related("author").annotate(**SAID_WITH).order_by("-id")[: LATEST + 1]
    if ticket.is_restricted:
        record_reading(ticket, actor=user)
    return {
        "ticket": ticket,
        "shape": shown_priority(ticket),
        "mark": state_mark(ticket),
        "care_mark": care_words(ticket),
        "targets": targets_of(ticket, timezone.now()),
        "report": ticket.messages.filter(kind=MessageKind.REPORT).order_by("id").first(),
        "latest": [message for message in said if message.kind != MessageKind.REPORT][:LATEST],
        "may_take": may_take(ticket, user),
        "may_write": can(user, "ticket.work", ticket),
        "sections": panels_for(ticket, user, "preview_section"),
    }
