"""`/t/<key>/restrict/`: a ticket becomes a matter of privacy, security or a restricted team; turning it back."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import require
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.privacy.actions.turning import turn, turn_back
from hospital_itsm.privacy.forms.turning import TurnBackForm, TurnForm
from hospital_itsm.privacy.queries.matters import further_teams
from tickets.actions.reading import record_reading
from tickets.models import Ticket
from tickets.views.desk.find import signed_in, ticket_or_404


class TurnView(FormPage):
    """Say what it is; whoever is no reader of such matters goes back to the queue."""

    access = "ticket.restrict"
    button = gettext_lazy("Restrict the ticket")
    done = gettext_lazy("It is restricted. Its own readers have it now.")

    def allowed(self, request: HttpRequest, **where: Any) -> Ticket:
        """The ticket. Raises Http404, Forbidden."""
        ticket = ticket_or_404(request, where["key"])
        require(request.user, str(self.access), ticket)
        return ticket

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """The form; that somebody read of a restricted ticket is recorded."""
        ticket = self.allowed(request, **where)
        if ticket.is_restricted:
            record_reading(ticket, actor=request.user)
        return self.show(request, ticket, self.form(request, ticket))

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Nothing is chosen."""
        return TurnForm(posted(request), initial={"version": row.version}, teams=further_teams())

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Ticket:
        """Do it."""
        return turn(row.key, actor=signed_in(request), **data)

    def after(self, request: HttpRequest, saved: Any) -> HttpResponse:
        """The ticket, for those who still see it."""
        if Ticket.objects.on_desk(signed_in(request)).filter(pk=saved.pk).exists():
            return redirect("tickets:detail", key=saved.key)
        return redirect("tickets:queue")

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Restrict %(key)s") % {"key": row.key}

    def back(self, row: Any) -> str:
        """The ticket."""
        return reverse("tickets:detail", args=[row.key])

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        told = _(
            "Those who get it are told at once; nobody else sees it any more, in no list, search or count. Who "
            "reported it keeps their own words, its state and our answers. Those who get it can open it again."
        )
        return {"told": told}


class TurnBackView(TurnView):
    """Open it to its former readers again."""

    access = "ticket.open_again"
    button = gettext_lazy("Open it again")
    done = gettext_lazy("Its former readers see it again.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """The reason alone."""
        return TurnBackForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Ticket:
        """Do it."""
        return turn_back(row.key, actor=signed_in(request), **data)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Open %(key)s to its former readers") % {"key": row.key}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        return {"told": _("It is of its former kind and team again, and whoever saw it before sees it.")}
