"""Saying why a promise was missed."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tickets.actions.misses import give_reason
from tickets.clock_words import METRIC_WORDS
from tickets.forms.desk_miss import MissForm
from tickets.models import Ticket
from tickets.queries.misses import EXPLAINED, given
from tickets.views.desk.find import signed_in
from tickets.views.desk.sheet import SheetView, posted


class MissedView(SheetView):
    """`/t/<key>/missed/<metric>/`: the reason of a late *Working again* or *Done*."""

    access = "ticket.work"
    button = gettext_lazy("Save the reason")
    done = gettext_lazy("The reason is kept.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Know the promise."""
        super().setup(request, *args, **kwargs)
        self.metric = str(kwargs["metric"])

    def allow(self, request: HttpRequest, ticket: Ticket) -> None:
        """Promises that are not explained are not there."""
        if self.metric not in EXPLAINED:
            raise Http404
        super().allow(request, ticket)

    def form(self, request: HttpRequest, ticket: Ticket) -> forms.Form:
        """The list of reasons, at the one that was given before."""
        first = {"reason": given(ticket).get(self.metric, ""), "version": ticket.version}
        form = MissForm(posted(request), initial=first)
        form.focus()
        return form

    def heading(self, ticket: Ticket) -> str:
        """Names the promise and the ticket."""
        words = {"target": METRIC_WORDS[self.metric], "key": ticket.key}
        return _("%(target)s was missed on %(key)s") % words

    def act(self, request: HttpRequest, ticket: Ticket, data: dict[str, Any]) -> None:
        """Keep the reason."""
        give_reason(
            ticket.key,
            actor=signed_in(request),
            metric=self.metric,
            reason=data["reason"],
            version=data["version"],
        )
