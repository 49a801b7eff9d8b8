"""Who works a ticket: take it, give it to somebody, give it to a team."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core import session_words
from hospital_itsm.core.errors import Conflict
from hospital_itsm.core.views import PageView
from hospital_itsm.people.models import Membership, User
from tickets.actions.working import assign, set_team, take
from tickets.forms.desk import AssigneeForm, TeamForm
from tickets.models import Ticket
from tickets.queries.search import exact_key
from tickets.views.desk.find import signed_in, ticket_or_404, version_of
from tickets.views.desk.queue import FIRST_VIEW, LAST_QUERY, LAST_VIEW
from tickets.views.desk.sheet import SheetView, posted


class TakeView(PageView):
    """*Assign to me* in one press."""

    access = "ticket.take"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Take it; when somebody was quicker the page says who."""
        ticket_or_404(request, key)
        try:
            take(key, actor=signed_in(request), version=version_of(request.POST))
        except Conflict as conflict:
            messages.warning(request, conflict.message)
        else:
            messages.success(request, _("%(key)s is yours.") % {"key": key})
        return back(request, key)


class AssigneeView(SheetView):
    """Give it to somebody of the team, or back to the team."""

    access = "ticket.assign"
    button = gettext_lazy("Assign")

    def form(self, request: HttpRequest, ticket: Ticket) -> forms.Form:
        """The people who work this team's tickets."""
        first = {"assignee": ticket.assignee_id, "version": ticket.version}
        form = AssigneeForm(posted(request), people=people_of(ticket), initial=first)
        form.focus()
        return form

    def heading(self, ticket: Ticket) -> str:
        """Names the ticket."""
        return _("Who works %(key)s?") % {"key": ticket.key}

    def act(self, request: HttpRequest, ticket: Ticket, data: dict[str, Any]) -> None:
        """Assign it."""
        chosen: User | None = data["assignee"]
        assign(ticket.key, actor=signed_in(request), assignee=chosen, version=data["version"])
        words = _("%(key)s goes to %(name)s.") % {
            "key": ticket.key,
            "name": chosen.full_name if chosen else "",
        }
        messages.success(request, words if chosen else _("%(key)s waits for its team.") % {"key": ticket.key})


class TeamView(SheetView):
    """Route it to another team without asking that team."""

    access = "ticket.route"
    button = gettext_lazy("Give to the team")

    def form(self, request: HttpRequest, ticket: Ticket) -> forms.Form:
        """Team and reason."""
        form = TeamForm(posted(request), initial={"team": ticket.team_id, "version": ticket.version})
        form.focus()
        return form

    def heading(self, ticket: Ticket) -> str:
        """Names the ticket."""
        return _("Which team works %(key)s?") % {"key": ticket.key}

    def act(self, request: HttpRequest, ticket: Ticket, data: dict[str, Any]) -> None:
        """Route it."""
        set_team(
            ticket.key,
            actor=signed_in(request),
            team=data["team"],
            reason=data["reason"],
            version=data["version"],
        )
        messages.success(request, _("%(team)s has it now.") % {"team": data["team"].name})


def people_of(ticket: Ticket) -> "QuerySet[User]":
    """Active people with a valid membership in a team of the ticket, and whoever has it; all staff of teams while no
    team has it."""
    teams = [key for key in (ticket.team_id, ticket.joint_team_id) if key]
    held = Membership.objects.valid().filter(team__isnull=False)
    members = held.filter(team_id__in=teams) if teams else held
    wanted = Q(pk__in=members.values("user")) | Q(pk=ticket.assignee_id)
    return User.objects.filter(wanted, is_active=True).order_by("full_name", "pk")


def back(request: HttpRequest, key: str) -> HttpResponseRedirect:
    """Where the press came from: the list with its filters, or the page of the ticket.

    In the list the ticket stays open; where it left the list, the one that stood after it is (`next` of the press).
    """
    if request.POST.get("from") != "queue":
        return redirect("tickets:detail", key=key)
    code = request.session.get(LAST_VIEW, FIRST_VIEW)
    query = QueryDict(session_words.kept(request.session, LAST_QUERY), mutable=True)
    query.setlist("open", [key, *filter(None, [exact_key(request.POST.get("next", ""))])])
    return redirect(f"{reverse('tickets:queue_view', args=[code])}?{query.urlencode()}")
