"""The protected field: opened with a reason, recorded, shown once and kept nowhere."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tickets.actions.protected import reveal
from tickets.forms.desk import ReasonForm
from tickets.models import Ticket
from tickets.views.desk.find import signed_in
from tickets.views.desk.sheet import PAGE, SHEET, SheetView, posted


class RevealView(SheetView):
    """*Why is text hidden?*: what it is, and the way to read it."""

    access = "ticket.reveal"
    button = gettext_lazy("Show it once")

    def form(self, request: HttpRequest, ticket: Ticket) -> forms.Form:
        """The reason."""
        form = ReasonForm(posted(request), initial={"version": ticket.version})
        form.focus()
        return form

    def heading(self, ticket: Ticket) -> str:
        """What the form answers."""
        return _("Why is text hidden?")

    def more_context(self, request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
        """What happens on showing it."""
        return {
            "hint": _(
                "It looked like patient data, which a ticket does not need. It is kept sealed. Showing it is recorded"
                " with your name and reason."
            )
        }

    def act(self, request: HttpRequest, ticket: Ticket, data: dict[str, Any]) -> HttpResponse:
        """Show it, once: the answer is no page to come back to."""
        revealed = reveal(ticket.key, actor=signed_in(request), reason=data["reason"])
        context = {"ticket": ticket, "heading": _("Hidden text"), "revealed": revealed.splitlines()}
        fragment = bool(request.htmx)  # type: ignore[attr-defined]
        response = render(request, SHEET if fragment else PAGE, context)
        response["Cache-Control"] = "no-store"
        return response
