"""`/t/<key>/redact/`: removing words, messages and files of a ticket, and what was removed so far."""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import StaleVersion, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.redaction.actions.redacting import redact
from hospital_itsm.redaction.forms.redactions import RedactForm
from hospital_itsm.redaction.models import Redaction
from hospital_itsm.redaction.queries.choosing import files_of, messages_of
from hospital_itsm.redaction.queries.holds import hold_of, redactions_of
from tickets.actions.reading import record_reading
from tickets.models import Ticket
from tickets.views.desk.find import signed_in, ticket_or_404

SHOWN: Final = 200


class RedactView(PageView):
    """The form, the legal hold, and what was removed so far."""

    access = "redaction.make"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show it."""
        ticket = self.allowed(request, key)
        if ticket.is_restricted:
            record_reading(ticket, actor=request.user)
        return self.page(request, ticket, RedactForm(initial={"version": ticket.version}))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Remove, or say at the field what stands against it."""
        ticket = self.allowed(request, key)
        form = RedactForm(request.POST)
        if not form.is_valid():
            return self.page(request, ticket, form, 422)
        said, taken = (numbers(request.POST.getlist(name)) for name in ("messages", "files"))
        try:
            row = redact(key, actor=signed_in(request), messages=said, files=taken, **form.cleaned_data)
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.page(request, ticket, form, 422)
        except StaleVersion as refusal:
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(refusal.current)  # type: ignore[index]
            return self.page(request, ticket, form, 409, refusal.message)
        messages.success(request, done_words(row))
        return redirect("redaction:redact", key)

    def allowed(self, request: HttpRequest, key: str) -> Ticket:
        """The ticket. Raises Http404, Forbidden."""
        ticket = ticket_or_404(request, key)
        require(request.user, self.access, ticket)
        return ticket

    def page(
        self, request: HttpRequest, ticket: Ticket, form: RedactForm, status: int = 200, refused: str = ""
    ) -> HttpResponse:
        """The page."""
        user = signed_in(request)
        context = {
            "ticket": ticket,
            "form": form,
            "refused": refused,
            "messages_left": messages_of(ticket)[:SHOWN],
            "files_left": files_of(ticket, user)[:SHOWN],
            "ticked": {name: request.POST.getlist(name) for name in ("messages", "files")},
            "rows": redactions_of(ticket)[:SHOWN],
            "hold": hold_of(ticket),
            "may_hold": can(user, "redaction.hold", ticket),
        }
        return render(request, "redaction/redact.html", context, status=status)


def numbers(given: Sequence[Any]) -> list[int]:
    """The keys of ticked rows; what is none is left out."""
    return [int(one) for one in given if one.isdecimal() and one.isascii() and len(one) < 19]


def done_words(row: Redaction) -> str:
    """What was removed, in words."""
    if not row.places:
        return _("These words stand nowhere on this ticket.")
    return ngettext("Removed from %(places)d place.", "Removed from %(places)d places.", row.places) % {
        "places": row.places
    }
