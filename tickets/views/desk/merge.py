"""Merging: first both tickets side by side with what moves, then the merge."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.core.errors import ValueRefused
from tickets.actions.merging import merge
from tickets.forms.desk_merge import MergeForm
from tickets.forms.notice import ticket_number
from tickets.models import Ticket
from tickets.queries.ticket_page import desk_ticket
from tickets.views.desk.find import signed_in
from tickets.views.desk.merge_pair import pair_of
from tickets.views.desk.sheet import PAGE, SHEET, SheetView, posted


class MergeView(SheetView):
    """End this ticket as a duplicate of another."""

    access = "ticket.merge"
    button = gettext_lazy("Compare")

    def form(self, request: HttpRequest, ticket: Ticket) -> forms.Form:
        """The number of the survivor, which `?into=` fills in, and the reason."""
        first = {"version": ticket.version, "into": request.GET.get("into", "")}
        form = MergeForm(posted(request), initial=first)
        form.focus()
        return form

    def heading(self, ticket: Ticket) -> str:
        """Names the ticket."""
        return _("%(key)s is the same problem as which ticket?") % {"key": ticket.key}

    def act(self, request: HttpRequest, ticket: Ticket, data: dict[str, Any]) -> HttpResponse | None:
        """Show both, then merge."""
        survivor = desk_ticket(signed_in(request), ticket_number(data["into"]))
        if survivor is None:
            raise ValueRefused(
                {"into": _("There is no ticket with this number that you see. Check the number.")}
            )
        if not data["confirmed"]:
            return self.compare(request, ticket, survivor, data)
        try:
            merge(
                ticket.key,
                actor=signed_in(request),
                into=survivor.key,
                version=data["version"],
                reason=data["reason"],
            )
        except Ticket.DoesNotExist as gone:
            raise ValueRefused({"into": _("That ticket is not there any more.")}) from gone
        messages.success(
            request, _("%(key)s goes on as %(into)s.") % {"key": ticket.key, "into": survivor.key}
        )
        return None

    def compare(
        self, request: HttpRequest, ticket: Ticket, survivor: Ticket, data: dict[str, Any]
    ) -> HttpResponse:
        """Both side by side: which survives and what moves."""
        context = {
            "ticket": ticket,
            "survivor": survivor,
            "pair": pair_of(ticket, survivor, signed_in(request), timezone.now()),
            "swap": self.turned_round(request, survivor),
            "reason": data["reason"],
            "heading": _("Merge %(key)s into %(into)s?") % {"key": ticket.key, "into": survivor.key},
            "carried": [
                ("into", survivor.key),
                ("reason", data["reason"]),
                ("version", data["version"] if data["version"] is not None else ticket.version),
                ("confirmed", "on"),
            ],
            "action": request.path,
            "button": _("Merge into %(into)s") % {"into": survivor.key},
        }
        fragment = bool(request.htmx)  # type: ignore[attr-defined]
        return render(request, SHEET if fragment else PAGE, context)

    def turned_round(self, request: HttpRequest, survivor: Ticket) -> str:
        """The address that lets the other ticket go on, where this person may end the survivor."""
        may = can(signed_in(request), self.access, survivor)
        return reverse("tickets:merge", args=[survivor.key]) if may else ""
