"""`/t/<key>/stand-in/`: give a working device in place of the broken one."""

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.safety.actions.stand_ins import give_stand_in
from hospital_itsm.safety.forms.stand_in import StandInForm
from tickets.models import Ticket
from tickets.queries.devices import spares_for
from tickets.rules.lifecycle import LIFECYCLE
from tickets.views.desk.find import signed_in
from tickets.views.desk.sheet import SheetView, posted

USUAL_LOAN: Final = timedelta(days=7)
OFFERED: Final = 5


class GiveStandInView(SheetView):
    """The nearest that works first; giving it stops the restore clock."""

    access = "stand_in.give"
    button = gettext_lazy("Give it")

    def allow(self, request: HttpRequest, ticket: Ticket) -> None:
        """Only a ticket that names its device has the page."""
        super().allow(request, ticket)
        if ticket.asset is None:
            raise Http404

    def form(self, request: HttpRequest, ticket: Ticket) -> forms.Form:
        """The nearest is ticked."""
        spares = spares_for(ticket, request.user, most=OFFERED)
        first = {
            "version": ticket.version,
            "choice": spares[0].tag if spares else "",
            "return_on": timezone.localdate() + USUAL_LOAN,
        }
        form = StandInForm(posted(request), initial=first, spares=spares)
        form.focus()
        return form

    def heading(self, ticket: Ticket) -> str:
        """Names the broken device."""
        return _("Give a device in place of %(tag)s") % {"tag": ticket.asset.tag if ticket.asset else ""}

    def more_context(self, request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
        """What giving it does."""
        restores = LIFECYCLE.find("restore", ticket.state, ticket.kind) is not None
        stops = _("The unit can go on, so the restore clock stops. The repair goes on by itself.")
        goes = _("It is lent to the unit and moves there.")
        return {"hint": f"{goes} {stops}" if restores else goes}

    def act(self, request: HttpRequest, ticket: Ticket, data: dict[str, Any]) -> None:
        """Give it."""
        form = self.form(request, ticket)
        form.is_valid()
        made = give_stand_in(ticket.key, actor=signed_in(request), **form.given())  # type: ignore[attr-defined]
        words = _("%(tag)s is lent to %(unit)s until %(day)s.") % {
            "tag": made.loan.asset.tag,
            "unit": made.loan.party,
            "day": f"{made.loan.return_on:%Y-%m-%d}",
        }
        messages.success(request, words)
