"""`/privacy/`: privacy tickets by the day on which people are to be told; the day of discovery of one."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can, require
from hospital_itsm.core.listing import BadCursor, seek
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.people.views.layout import signed_in
from hospital_itsm.privacy.actions.discoveries import set_discovery
from hospital_itsm.privacy.forms.discoveries import DiscoveryForm
from hospital_itsm.privacy.models import Discovery
from hospital_itsm.privacy.queries.discoveries import privacy_tickets, with_day, without_day
from hospital_itsm.privacy.rules.dates import SOON, days_left, tell_by

PAGE_SIZE: Final = 50


def standing(discovered: date, today: date) -> dict[str, Any]:
    """What page and panel say of a day of discovery."""
    left = days_left(discovered, today)
    return {
        "day": discovered,
        "tell_by": tell_by(discovered),
        "left": left,
        "over": -left,
        "is_soon": left <= SOON,
    }


class DatesView(PageView):
    """Those without a day first, then by the day on which people are to be told."""

    access = "discovery.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        person, today = signed_in(request), timezone.localdate()
        try:
            page = seek(with_day(person), ("discovered_on", "id"), PAGE_SIZE, request.GET.get("after", ""))
        except BadCursor as error:
            raise BadRequest(str(error)) from error
        context = {
            "without": list(without_day(person)[:PAGE_SIZE]),
            "rows": [(one.ticket, standing(one.discovered_on, today)) for one in page.rows],
            "next": page.next_cursor,
            "may_set": can(person, "discovery.set"),
        }
        return render(request, "privacy/dates.html", context)


class DiscoveryView(FormPage):
    """Say or change the day of one ticket."""

    access = "discovery.set"
    button = gettext_lazy("Save the day")
    done = gettext_lazy("The day of discovery is kept, and every date follows it.")

    def allowed(self, request: HttpRequest, **where: Any) -> Any:
        """The ticket, with its day where one was said. Raises Http404."""
        rows = privacy_tickets(signed_in(request)).select_related("discovery")
        ticket = get_object_or_404(rows, key=where["key"])
        require(request.user, self.access, ticket)
        return ticket

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Its present day."""
        return DiscoveryForm(posted(request), initial={**self.stored(row), "version": _version(row)})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Discovery:
        """Keep it."""
        return set_discovery(
            row, actor=request.user, day=data["day"], reason=data["reason"], version=data["version"]
        )

    def after(self, request: HttpRequest, saved: Any) -> HttpResponse:
        """The ticket."""
        return redirect("tickets:detail", key=saved.ticket.key)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("When was %(key)s discovered?") % {"key": row.key}

    def back(self, row: Any) -> str:
        """The ticket."""
        return reverse("tickets:detail", args=[row.key])

    def stored(self, row: Any) -> dict[str, Any]:
        """The day as it stands."""
        found = _found(row)
        return {"day": found.discovered_on} if found else {}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What hangs on it."""
        told = _(
            "The people concerned are told within 60 calendar days from that day. Privacy is reminded on day 30, 45 "
            "and 55; another day starts the reminders anew."
        )
        return {"told": told}


def _found(ticket: Any) -> Discovery | None:
    return getattr(ticket, "discovery", None)


def _version(ticket: Any) -> int:
    found = _found(ticket)
    return found.version if found else 0
