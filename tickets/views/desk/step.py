"""One step of a ticket's life: the form it asks for, or the step at once."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import require
from hospital_itsm.core.errors import IllegalTransition
from hospital_itsm.core.lifecycle import Transition
from tickets.actions.transitions import SENTENCES, transition
from tickets.choices import State
from tickets.forms.desk_step import StepForm
from tickets.models import Ticket
from tickets.queries.next_steps import needs_of, next_verbs
from tickets.rules.lifecycle import LIFECYCLE
from tickets.views.desk.find import signed_in
from tickets.views.desk.sheet import SheetView, posted
from tickets.views.desk.steps import WORDS

MESSAGES: dict[str, Promise] = {
    "resolve": gettext_lazy("What fixed it? This goes to the requester."),
    "restore": gettext_lazy("What works again? This goes to the requester."),
    "wait_requester": gettext_lazy("What do you need to know?"),
}
TAKEN_BY_FORM = {verb: words for verb, words in WORDS.items() if verb != "merge"}


class StepView(SheetView):
    """`/t/<key>/step/<verb>/`: any row of the lifecycle table that has a button."""

    access = "ticket.read_internal"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Know the step."""
        super().setup(request, *args, **kwargs)
        self.verb = str(kwargs["verb"])
        self.button = TAKEN_BY_FORM.get(self.verb, "")

    def allow(self, request: HttpRequest, ticket: Ticket) -> None:
        """Whoever may take the step from here; from another state the action says what is possible."""
        if self.verb not in TAKEN_BY_FORM:
            raise Http404
        row = self.row(ticket)
        if row is not None:
            require(request.user, row.who, ticket)

    def row(self, ticket: Ticket) -> Transition | None:
        """The row of the table for this step from here."""
        return LIFECYCLE.find(self.verb, ticket.state, ticket.kind)

    def form(self, request: HttpRequest, ticket: Ticket) -> forms.Form:
        """What the step asks for, with what is known filled in."""
        row = self.row(ticket)
        asked = needs_of(ticket, row) if row else ()
        besides = ("vendor",) if self.verb == "wait_vendor" and row else ()
        first = {"category": ticket.category_id, "team": ticket.team_id, "version": ticket.version}
        return StepForm(
            posted(request), asked=asked, besides=besides, message=MESSAGES.get(self.verb, ""), initial=first
        )

    def heading(self, ticket: Ticket) -> str:
        """The step and the ticket."""
        return f"{TAKEN_BY_FORM[self.verb]}: {ticket.key}"

    def more_context(self, request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
        """Who gets the message; words where the step is not possible now."""
        row = self.row(ticket)
        if row is None:
            refusal = IllegalTransition(
                _("%(key)s is %(state)s, so this is not possible now.")
                % {"key": ticket.key, "state": State(ticket.state).label},
                next_verbs(ticket, request.user, timezone.now()),
            )
            words = [str(WORDS[verb]) for verb in refusal.allowed if verb in WORDS]
            return {"conflict": refusal.message, "possible": words, "is_over": True}
        asks = needs_of(ticket, row)
        return {"told": ticket.reporters_count if "message" in asks else 0}

    def act(self, request: HttpRequest, ticket: Ticket, data: dict[str, Any]) -> None:
        """Take the step."""
        given = StepForm.given(data)
        transition(ticket.key, actor=signed_in(request), verb=self.verb, version=data["version"], **given)
        messages.success(
            request, _("%(key)s: %(words)s.") % {"key": ticket.key, "words": SENTENCES[self.verb]}
        )
