"""`/t/<key>/snooze/`: letting a ticket rest, and waking it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.views import PageView
from hospital_itsm.following.actions.snoozes import snooze, wake
from hospital_itsm.following.forms.snooze import SnoozeForm
from hospital_itsm.following.rules.snooze import must_be_seen
from hospital_itsm.following.wording import SEEN
from tickets.models import Ticket
from tickets.views.desk.find import signed_in, ticket_or_404
from tickets.views.desk.sheet import SheetView, posted


class SnoozeView(SheetView):
    """The form."""

    access = "snooze.set"
    button = gettext_lazy("Let it rest")

    def form(self, request: HttpRequest, ticket: Ticket) -> forms.Form:
        """The times that are offered now."""
        form = SnoozeForm(posted(request), now=timezone.now(), initial={"version": ticket.version})
        form.focus()
        self.given = form
        return form

    def heading(self, ticket: Ticket) -> str:
        """Names the ticket."""
        return _("Snooze %(key)s") % {"key": ticket.key}

    def more_context(self, request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
        """What resting means; instead of the form why it may not."""
        why = must_be_seen(priority=ticket.priority, due_at=ticket.next_due_at, now=timezone.now())
        if not ticket.is_open or why:
            words = SEEN[why] if ticket.is_open else _("%(key)s has ended.") % {"key": ticket.key}
            return {"conflict": words, "is_over": True}
        return {
            "hint": _(
                "It leaves your view and those of its teams until then, or until the requester answers. "
                "Every clock runs on; an hour before its promise ends it is in view again."
            )
        }

    def act(self, request: HttpRequest, ticket: Ticket, data: dict[str, Any]) -> None:
        """Let it rest."""
        row = snooze(ticket.key, actor=signed_in(request), until=self.given.chosen, version=data["version"])
        at = f"{timezone.localtime(row.until):%Y-%m-%d %H:%M}"
        messages.success(request, _("%(key)s rests until %(at)s.") % {"key": ticket.key, "at": at})


class WakeView(PageView):
    """The press that ends the rest."""

    access = "snooze.set"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Wake it."""
        wake(ticket_or_404(request, key).key, actor=signed_in(request))
        messages.success(request, _("%(key)s is in view again.") % {"key": key})
        return redirect("tickets:detail", key=key)
