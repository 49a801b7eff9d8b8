"""*On my way*, *Here*, *Leaving*: one press on the phone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.core.errors import Conflict
from hospital_itsm.core.views import PageView
from tickets.actions.visits import arrive, leave, set_out
from tickets.models import Ticket
from tickets.queries.clocks import is_medical_device
from tickets.views.desk.find import signed_in, ticket_or_404, version_of

ACTS: dict[str, Callable[..., Ticket]] = {"set_out": set_out, "arrive": arrive, "leave": leave}
SAID: dict[str, Promise] = {
    "set_out": gettext_lazy("%(key)s: you are on the way. The unit knows."),
    "arrive": gettext_lazy("%(key)s: you are there. Press Leaving when you go."),
    "leave": gettext_lazy("%(key)s: you have left."),
}


@dataclass(frozen=True)
class VisitButton:
    """The next press of a visit."""

    verb: str
    words: Promise
    icon: str


ON_MY_WAY = VisitButton("set_out", gettext_lazy("On my way"), "route")
HERE = VisitButton("arrive", gettext_lazy("Here"), "map-pin")
LEAVING = VisitButton("leave", gettext_lazy("Leaving"), "logout")


class VisitView(PageView):
    """`/t/<key>/visit/<verb>/`."""

    access = "ticket.work"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str, verb: str) -> HttpResponse:
        """Press it; where it came too late the page says how it stands."""
        ticket = ticket_or_404(request, key)
        if verb not in ACTS:
            raise Http404
        try:
            ACTS[verb](ticket.key, actor=signed_in(request), version=version_of(request.POST))
        except Conflict as conflict:
            messages.warning(request, conflict.message)
        else:
            messages.success(request, SAID[verb] % {"key": key})
        if request.POST.get("from") == "devices":
            return redirect("tickets:devices_today")
        return redirect("tickets:detail", key=key)


def next_press(ticket: Any, user: Any) -> VisitButton | None:
    """The button this person sees on a ticket read with its surroundings; None where nobody goes anywhere."""
    if ticket.set_out_at is not None:
        return HERE if ticket.arrived_at is None else LEAVING
    goes = ticket.asset is not None or ticket.workstation is not None or is_medical_device(ticket)
    return ON_MY_WAY if goes and ticket.is_open and can(user, "ticket.work", ticket) else None
