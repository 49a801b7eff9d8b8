"""`/t/<key>/split/`: one problem of two becomes a ticket of its own; undoing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.splitting.actions.splitting import MOST, split, undo_split
from hospital_itsm.splitting.forms.splits import SplitForm
from hospital_itsm.splitting.models import Split
from hospital_itsm.splitting.queries.splits import movable, splits_of
from tickets.models import Ticket
from tickets.views.desk.find import signed_in, ticket_or_404

SHOWN = 50


class SplitView(PageView):
    """What was split off, and the form that splits more off."""

    access = "ticket_split.read"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show it."""
        ticket = ticket_or_404(request, key)
        first = {"version": ticket.version, "followers": True}
        return self.page(request, ticket, SplitForm(initial=first))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Split, or say at the field what stands against it."""
        ticket = ticket_or_404(request, key)
        require(request.user, "ticket_split.make", ticket)
        form, given = SplitForm(request.POST), request.POST.getlist("messages")
        if form.is_valid():
            chosen = [int(one) for one in given if one.isdecimal() and one.isascii() and len(one) < 19]
            try:
                row = split(key, actor=signed_in(request), messages=chosen, **form.cleaned_data)
            except ValueRefused as refusal:
                show_refusal(form, refusal)
            except Conflict as refusal:
                return self.page(request, ticket, form, 409, refusal.message)
            else:
                return self.done(request, row)
        return self.page(request, ticket, form, 422)

    def done(self, request: HttpRequest, row: Split) -> HttpResponse:
        """Go on to the new ticket, where this person sees it."""
        seen = Ticket.objects.on_desk(signed_in(request)).filter(pk=row.made_id).exists()
        words = (
            _("%(key)s is a ticket of its own.") % {"key": row.made.key} if seen else _("It is split off.")
        )
        messages.success(request, words)
        return redirect("tickets:detail", row.made.key if seen else row.source.key)

    def page(
        self, request: HttpRequest, ticket: Ticket, form: SplitForm, status: int = 200, refused: str = ""
    ) -> HttpResponse:
        """The page; what has ended is split no more."""
        may_make = ticket.is_open and can(request.user, "ticket_split.make", ticket)
        context = {
            **shown(request, ticket),
            "form": form if may_make else None,
            "movable": movable(ticket)[:MOST] if may_make else (),
            "ticked": request.POST.getlist("messages"),
            "refused": refused,
        }
        return render(request, "splitting/split.html", context, status=status)


class PartView(PageView):
    """A fragment of the ticket's page."""

    access = "ticket_split.read"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Draw it; without htmx the way to the page."""
        ticket = ticket_or_404(request, key)
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect("splitting:split", key=key)
        return render(request, "splitting/_lines.html", shown(request, ticket))


class UndoView(PageView):
    """`/t/<key>/split/undo/` of the ticket that was split off."""

    access = "ticket_split.make"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Undo it, or say why not."""
        require(request.user, "ticket_split.make", ticket_or_404(request, key))
        try:
            source = undo_split(key, actor=signed_in(request))
        except Split.DoesNotExist as missing:
            raise Http404 from missing
        except (Conflict, ValueRefused) as refusal:
            messages.error(request, str(refusal))
            return redirect("splitting:split", key=key)
        messages.success(request, _("The split is undone."))
        return redirect("tickets:detail", source.key)


def shown(request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
    """A ticket with the splits this person sees, and whether they may undo one."""
    return {
        "ticket": ticket,
        "rows": splits_of(ticket, request.user)[:SHOWN],
        "may_make": can(request.user, "ticket_split.make", ticket),
    }
