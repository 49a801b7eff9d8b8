""" "Not ours": offer a ticket to another team, accept what is offered, or send it back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.errors import Conflict
from hospital_itsm.core.views import PageView
from tickets.actions.handover import accept, offer, send_back
from tickets.forms.desk import ReasonForm, TeamForm
from tickets.models import Ticket
from tickets.views.desk.find import signed_in, ticket_or_404
from tickets.views.desk.sheet import SheetView, posted


class OfferView(SheetView):
    """Offer it; the promise and the time used stay, and the other team must accept."""

    button = gettext_lazy("Offer it")

    def form(self, request: HttpRequest, ticket: Ticket) -> forms.Form:
        """Team and reason."""
        form = TeamForm(posted(request), initial={"version": ticket.version})
        form.focus()
        return form

    def heading(self, ticket: Ticket) -> str:
        """Names the ticket."""
        return _("Whose is %(key)s?") % {"key": ticket.key}

    def more_context(self, request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
        """What an offer means."""
        return {"hint": _("Every clock runs on. Until the other team accepts, the ticket stays with yours.")}

    def act(self, request: HttpRequest, ticket: Ticket, data: dict[str, Any]) -> None:
        """Offer it."""
        team = data["team"]
        offer(ticket.key, actor=signed_in(request), team=team, reason=data["reason"], version=data["version"])
        messages.success(request, _("Offered to %(team)s.") % {"team": team.name})


class AcceptView(PageView):
    """Take what is offered."""

    access = "handover.answer"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Accept it in one press."""
        ticket_or_404(request, key)
        try:
            ticket = accept(key, actor=signed_in(request))
        except Conflict as conflict:
            messages.warning(request, conflict.message)
            return redirect("tickets:detail", key=key)
        messages.success(
            request, _("%(team)s has it now.") % {"team": ticket.team.name if ticket.team else ""}
        )
        return redirect("tickets:detail", key=key)


class SendBackView(SheetView):
    """Refuse what is offered; the second time both teams own it."""

    access = "handover.answer"
    button = gettext_lazy("Send back")
    done = gettext_lazy("Sent back.")

    def allow(self, request: HttpRequest, ticket: Ticket) -> None:
        """Which offer it is, and who may answer it, is judged by the action."""

    def form(self, request: HttpRequest, ticket: Ticket) -> forms.Form:
        """The reason."""
        form = ReasonForm(posted(request), initial={"version": ticket.version})
        form.focus()
        return form

    def heading(self, ticket: Ticket) -> str:
        """Names the ticket."""
        return _("Why is %(key)s not yours?") % {"key": ticket.key}

    def act(self, request: HttpRequest, ticket: Ticket, data: dict[str, Any]) -> None:
        """Send it back."""
        send_back(ticket.key, actor=signed_in(request), reason=data["reason"], version=data["version"])
