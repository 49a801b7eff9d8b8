"""`/t/<key>/`: one ticket as the desk sees it: story, composer, panel (ux 5d)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core.access import can
from hospital_itsm.core.panels import panels_for
from hospital_itsm.core.views import PageView
from tickets.actions.presence import mark_read
from tickets.actions.reading import record_reading
from tickets.choices import CareAnswer
from tickets.models import Ticket
from tickets.queries.presence import others_on
from tickets.queries.ticket_page import ticket_with_surroundings
from tickets.rules.reading import is_noted
from tickets.views.desk.composer import Kept, composer_of
from tickets.views.desk.find import signed_in
from tickets.views.desk.handover_state import handover_of
from tickets.views.desk.marks import shown_priority, state_mark
from tickets.views.desk.panel import may_take, priority_told, properties_of
from tickets.views.desk.place import place_of
from tickets.views.desk.steps import steps_of
from tickets.views.desk.story import SHOW, Story, story_of
from tickets.views.desk.targets import targets_of
from tickets.views.desk.visit import next_press


@dataclass(frozen=True)
class Stale:
    """What somebody added while this person was writing: the first words of it, and since when."""

    words: str
    since: datetime


class TicketView(PageView):
    """The page of a ticket."""

    access = "ticket.read_internal"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show it; a cursor that cannot be read leads to the newest part."""
        ticket = surrounded_or_404(request, key)
        try:
            response = self.page(request, ticket)
        except ValueError:
            return redirect("tickets:detail", key=key)
        note_reading(request, ticket)
        return response

    def page(
        self,
        request: HttpRequest,
        ticket: Any,
        *,
        status: int = 200,
        kept: Kept | None = None,
        stale: Stale | None = None,
        phi: Any = None,
    ) -> HttpResponse:
        """The page, with a refused or outdated text in the composer."""
        user, now = signed_in(request), timezone.now()
        show = request.GET.get("show", "all")
        story = story_of(
            ticket,
            user,
            show=show if show in SHOW else "all",
            before=request.GET.get("before", ""),
            since=stale.since if stale else None,
        )
        composer = composer_of(
            ticket, user, story.entries, now, kept=kept, wanted=request.GET.get("write", "")
        )
        context = {
            **head_of(request, ticket, now),
            "story": story,
            "shows": SHOW.items(),
            "show": show if show in SHOW else "all",
            "composer": composer,
            "stale": stale,
            "phi": phi,
            "presence": others_on(ticket, user, now),
            "my_page": my_page(story, user),
            "may_answer": can(user, "ticket.reveal", ticket),
            **panel_of(ticket, user, now),
        }
        return render(request, "tickets/desk/ticket.html", context, status=status)


def surrounded_or_404(request: HttpRequest, key: str) -> Any:
    """The ticket with its surroundings. Raises Http404 where the person does not see it at the desk."""
    ticket = ticket_with_surroundings(signed_in(request), key)
    if ticket is None:
        raise Http404
    return ticket


def head_of(request: HttpRequest, ticket: Ticket, now: datetime) -> dict[str, Any]:
    """Title row, the way back and to the neighbors."""
    return {
        "ticket": ticket,
        "shape": shown_priority(ticket),
        "mark": state_mark(ticket),
        "care_mark": care_words(ticket),
        "place": place_of(request, ticket, now),
        "steps": steps_of(ticket, request.user, now),
        "handover": handover_of(ticket, request.user),
        "may_take": may_take(ticket, request.user),
        "visit": next_press(ticket, request.user),
    }


def panel_of(ticket: Ticket, user: Any, now: datetime) -> dict[str, Any]:
    """The right panel."""
    return {
        "targets": targets_of(ticket, now),
        "properties": properties_of(ticket, user),
        "priority_told": priority_told(ticket, user),
        "may_reveal": getattr(ticket, "keeps_protected", False) and can(user, "ticket.reveal", ticket),
        "may_correct": can(user, "ticket.route", ticket),
        "panels": panels_for(ticket, user),
        "may_explain": can(user, "ticket.work", ticket),
    }


def care_words(ticket: Ticket) -> str:
    """What the care mark says; empty where care is not affected."""
    if ticket.is_patient_safety:
        return _("Patient safety")
    if ticket.care_answer == CareAnswer.UNSAFE:
        return _("Patient care delayed or unsafe")
    return _("Patient care slower") if ticket.care_answer == CareAnswer.SLOWER else ""


def my_page(story: Story, user: Any) -> Any:
    """The unanswered page about this ticket that was sent to this person, or None."""
    pages = [entry.page for entry in story.entries if entry.page is not None]
    return next((page for page in pages if page.recipient_id == user.pk and not page.acknowledged_at), None)


def note_reading(request: HttpRequest, ticket: Any) -> None:
    """Keep how far the person read, and that they read a restricted ticket."""
    if ticket.is_restricted and not is_noted(ticket.reading_noted_at, timezone.now()):
        record_reading(ticket, actor=request.user)
    if ticket.read_version != ticket.version:
        mark_read(ticket, actor=request.user)
