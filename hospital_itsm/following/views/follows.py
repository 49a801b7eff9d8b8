"""`/t/<key>/followers/`: who follows a ticket; following it oneself, and letting others follow."""

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.following.access import sees
from hospital_itsm.following.actions.follows import add_follower, follow, remove_follower, unfollow
from hospital_itsm.following.forms.follows import FollowerForm
from hospital_itsm.following.queries.follows import followers_of
from hospital_itsm.following.queries.snoozes import rest_of
from hospital_itsm.people.audience import knowing_roles
from hospital_itsm.people.forms.refusals import show_refusal
from tickets.models import Ticket
from tickets.queries.audiences import members_of
from tickets.views.desk.find import signed_in, ticket_or_404


class FollowView(PageView):
    """A fragment of the ticket's page: does the reader follow it, and who else does; a press changes the first."""

    access = "follow.own"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Draw it; without htmx the way to the list."""
        ticket = ticket_or_404(request, key)
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect("following:followers", key=key)
        followers = list(followers_of(ticket).values_list("user_id", flat=True))
        context = {
            "ticket": ticket,
            "is_followed": request.user.pk in followers,
            "followers": len(followers),
            "rest": rest_of(ticket),
            "may_snooze": ticket.is_open and can(request.user, "snooze.set", ticket),
            "names": members_of(ticket.team) if can(request.user, "follow.manage", ticket) else [],
        }
        return render(request, "following/_state.html", context)

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Follow it, or let go of it."""
        ticket = ticket_or_404(request, key)
        wants = request.POST.get("follow") != "no"
        (follow if wants else unfollow)(ticket.key, actor=signed_in(request))
        told = _("You follow %(key)s now.") if wants else _("You do not follow %(key)s any more.")
        messages.success(request, told % {"key": key})
        return redirect(
            "following:followers" if request.POST.get("from") == "list" else "tickets:detail", key=key
        )


class FollowersView(PageView):
    """The list, and the form that lets somebody follow, for whoever works the ticket."""

    access = "follow.own"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show it."""
        return self.page(request, ticket_or_404(request, key), FollowerForm())

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Let somebody follow, or say at the field what stands against it; take away who was chosen for that."""
        ticket, actor = ticket_or_404(request, key), signed_in(request)
        require(actor, "follow.manage", ticket)
        if gone := request.POST.get("remove", ""):
            remove_follower(key, actor=actor, username=gone)
            messages.success(request, _("They do not follow %(key)s any more.") % {"key": key})
            return redirect("following:followers", key=key)
        form = FollowerForm(request.POST)
        if form.is_valid():
            try:
                row = add_follower(key, actor=actor, username=form.cleaned_data["person"])
            except ValueRefused as refusal:
                show_refusal(form, refusal)
            else:
                words = _("%(name)s follows %(key)s now.") % {"name": row.user.full_name, "key": key}
                messages.success(request, words)
                return redirect("following:followers", key=key)
        return self.page(request, ticket, form, 422)

    def page(
        self, request: HttpRequest, ticket: Ticket, form: FollowerForm, status: int = 200
    ) -> HttpResponse:
        """The page of those who follow."""
        rows = list(followers_of(ticket))
        knowing_roles([row.user for row in rows])
        prefetch_related_objects([ticket], "reporters")
        may_add = can(request.user, "follow.manage", ticket)
        context: dict[str, Any] = {
            "ticket": ticket,
            "rows": [(row, sees(row.user, ticket)) for row in rows],
            "is_followed": any(row.user_id == request.user.pk for row in rows),
            "form": form if may_add else None,
            "near": _near(ticket, {row.user_id for row in rows} | {request.user.pk}) if may_add else [],
        }
        return render(request, "following/followers.html", context, status=status)


def _near(ticket: Ticket, known: set[Any]) -> list[Any]:
    """The people of its team who do not follow it yet."""
    return [user for user in members_of(ticket.team) if user.pk not in known]
