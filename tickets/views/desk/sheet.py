"""One small form about a ticket: a page of its own without script, a sheet in the panel with it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, IllegalTransition, StaleVersion, ValueRefused
from hospital_itsm.core.views import PageView
from tickets.forms.fields import show_refusal
from tickets.models import Ticket
from tickets.views.desk.find import ticket_or_404
from tickets.views.desk.steps import WORDS

SHEET, PAGE = "tickets/desk/ticket_sheet.html", "tickets/desk/ticket_form.html"


class SheetView(PageView):
    """Shows a form, hands what was typed to an action, and shows it again with every refusal at its field.

    A subclass gives `form(request, ticket)`, `heading(ticket)`, `act(request, ticket, data)` and the words.
    """

    access = "ticket.work"
    button: "str | Promise" = ""
    done: "str | Promise" = ""
    page_template = PAGE
    sheet_template = SHEET

    def get(self, request: HttpRequest, key: str, **where: Any) -> HttpResponse:
        """The form."""
        ticket = ticket_or_404(request, key)
        self.allow(request, ticket)
        return self.show(request, ticket, self.form(request, ticket))

    def post(self, request: HttpRequest, key: str, **where: Any) -> HttpResponse:
        """Do it and go back to the ticket, or say at the field what stands against it."""
        ticket = ticket_or_404(request, key)
        self.allow(request, ticket)
        form = self.form(request, ticket)
        if not form.is_valid():
            return self.show(request, ticket, form, status=422)
        try:
            answer = self.act(request, ticket, form.cleaned_data)
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.show(request, ticket, form, status=422)
        except (Conflict, StaleVersion) as refusal:
            return self.show(request, ticket_or_404(request, key), form, status=409, conflict=refusal)
        if answer is not None:
            return answer
        if self.done:
            messages.success(request, str(self.done))
        return redirect("tickets:detail", key=key)

    def allow(self, request: HttpRequest, ticket: Ticket) -> None:
        """Raise Forbidden where this person may not do it to this ticket."""
        require(request.user, str(self.access), ticket)

    def form(self, request: HttpRequest, ticket: Ticket) -> forms.Form:
        """The form, bound on a post."""
        raise NotImplementedError

    def heading(self, ticket: Ticket) -> str:
        """What the form is about."""
        raise NotImplementedError

    def act(self, request: HttpRequest, ticket: Ticket, data: dict[str, Any]) -> HttpResponse | None:
        """Call the action; a response of its own replaces the way back."""
        raise NotImplementedError

    def more_context(self, request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
        """Further context."""
        return {}

    def show(
        self,
        request: HttpRequest,
        ticket: Ticket,
        form: forms.Form,
        *,
        status: int = 200,
        conflict: Any = None,
    ) -> HttpResponse:
        """Draw the form: alone for htmx, else as a page."""
        context = {
            "ticket": ticket,
            "form": form,
            "heading": self.heading(ticket),
            "button": self.button,
            "action": request.path,
            "conflict": conflict.message if conflict else "",
            "possible": possible_now(conflict),
            **self.more_context(request, ticket),
        }
        is_fragment = bool(request.htmx) and not request.htmx.boosted  # type: ignore[attr-defined]
        template = self.sheet_template if is_fragment else self.page_template
        return render(request, template, context, status=status)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the data of a post, else nothing."""
    return request.POST if request.method == "POST" else None


def possible_now(refusal: Any) -> list[str]:
    """The steps that are possible instead, in words."""
    verbs = refusal.allowed if isinstance(refusal, IllegalTransition) else []
    return [str(WORDS[verb]) for verb in verbs if verb in WORDS]
