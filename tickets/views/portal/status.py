"""System status: what is known to be down, what still works, what to do, and what ended lately (ux 5e)."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.core.access import can
from hospital_itsm.core.errors import Conflict
from hospital_itsm.core.panels import panels_for
from hospital_itsm.core.strangers import may_enter
from hospital_itsm.core.views import PageView
from hospital_itsm.people.models import User
from tickets.actions.join import join_notice
from tickets.models import Notice
from tickets.queries.notices import active_with_updates, ended_notices, touches
from tickets.queries.service_states import states_by_tier
from tickets.views.portal.person import signed_in, unit_at_hand


class StatusView(PageView):
    """What is known now; strangers in STATUS_NETWORKS read it too, everybody else signs in."""

    access = "notice.read"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let strangers of the networks read, who do nothing else here."""
        is_read = request.method in ("GET", "HEAD")
        if is_read and not request.user.is_authenticated and may_enter(request, settings.STATUS_NETWORKS):
            answer = self.get(request)
            answer["Cache-Control"] = "no-store"
            return answer
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the sentence, the notices, the services by tier, and what ended within two days."""
        user, now = request.user, timezone.now()
        rows = active_with_updates(user)
        mine = None
        if isinstance(user, User):
            mine = sum(touches(notice, user, unit_at_hand(request)) for notice in rows)
        context = {
            "sentence": sentence(len(rows), mine),
            "notices": rows,
            "ended": list(ended_notices(now)),
            "tiers": states_by_tier(rows),
            "may_post": can(user, "notice.post"),
            "may_join": can(user, "ticket.mine"),
            "now": now,
            "panels": panels_for("status", user),
        }
        return render(request, "tickets/portal/status.html", context)


class JoinNoticeView(PageView):
    """*Same for me* on a notice: adds the person to its ticket."""

    access = "ticket.mine"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Join, and land on the receipt."""
        notice = get_object_or_404(Notice, pk=pk)
        try:
            ticket = join_notice(notice.pk, actor=signed_in(request), care_area=unit_at_hand(request))
        except Conflict as conflict:
            messages.warning(request, conflict.message)
            return redirect("tickets:status")
        return redirect("tickets:report_sent", key=ticket.key)


def sentence(everywhere: int, here: int | None) -> str:
    """The one sentence on top of the page; `here` is None for a stranger, who is on no unit."""
    if not everywhere:
        return _("No known problems right now.")
    known = ngettext("%(count)d known problem", "%(count)d known problems", everywhere) % {
        "count": everywhere
    }
    if here is None:
        return _("%(known)s.") % {"known": known}
    if not here:
        return _("%(known)s, none on your unit.") % {"known": known}
    if here == everywhere:
        return ngettext("%(known)s. It touches your unit.", "%(known)s. They touch your unit.", here) % {
            "known": known
        }
    return ngettext(
        "%(known)s. %(count)d touches your unit.", "%(known)s. %(count)d touch your unit.", here
    ) % {"known": known, "count": here}
