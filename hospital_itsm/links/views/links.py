"""`/t/<key>/links/`: what a ticket is to others, making and removing links."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.links.actions.links import make_link, remove_link
from hospital_itsm.links.forms.links import LinkForm
from hospital_itsm.links.models import TicketLink
from hospital_itsm.links.queries.links import links_of
from hospital_itsm.links.wording import link_line
from hospital_itsm.people.forms.refusals import show_refusal
from tickets.models import Ticket
from tickets.views.desk.find import signed_in, ticket_or_404

SHOWN = 100


class LinksView(PageView):
    """The links of a ticket, and the form that makes one."""

    access = "ticket_link.read"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show them."""
        return self.page(request, ticket_or_404(request, key), LinkForm())

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Make a link, or say at the field what stands against it."""
        ticket = ticket_or_404(request, key)
        require(request.user, "ticket_link.keep", ticket)
        form = LinkForm(request.POST)
        if form.is_valid():
            try:
                make_link(key, actor=signed_in(request), **form.cleaned_data)
            except ValueRefused as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(request, _("The tickets are linked."))
                return redirect("links:links", key=key)
        return self.page(request, ticket, form, 422)

    def page(self, request: HttpRequest, ticket: Ticket, form: LinkForm, status: int = 200) -> HttpResponse:
        """The page."""
        may_keep = can(request.user, "ticket_link.keep", ticket)
        context = {**shown(request, ticket), "form": form if may_keep else None}
        return render(request, "links/links.html", context, status=status)


class PartView(PageView):
    """A fragment of the ticket's page."""

    access = "ticket_link.read"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Draw it; without htmx the way to the page."""
        ticket = ticket_or_404(request, key)
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect("links:links", key=key)
        return render(request, "links/_lines.html", shown(request, ticket))


class RemoveView(PageView):
    """`/t/<key>/links/<pk>/remove/`."""

    access = "ticket_link.keep"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        """Undo the link."""
        ticket = ticket_or_404(request, key)
        require(request.user, "ticket_link.keep", ticket)
        try:
            remove_link(key, pk, actor=signed_in(request))
        except TicketLink.DoesNotExist as missing:
            raise Http404 from missing
        messages.success(request, _("The link is removed."))
        return redirect("links:links", key=key)


def shown(request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
    """A ticket with the links this person sees."""
    rows = links_of(ticket, request.user)[:SHOWN]
    return {"ticket": ticket, "lines": [link_line(row, ticket) for row in rows]}
