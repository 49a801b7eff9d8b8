"""Who works a ticket: the assignee and the team, changed in one place."""

from typing import Any

from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import step
from hospital_itsm.core.access import can
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.people.models import Team, User
from tickets.actions.store import changed_fields
from tickets.actions.tell_people import place_of, tell_team
from tickets.choices import RESTRICTED_KINDS, HandoverState
from tickets.models import Handover, Ticket
from tickets.models.ticket import NOTHING_DUE


@step
def give_to(ticket: Ticket, assignee: User | None) -> dict[str, list[Any]]:
    """Set the assignee; return the changes. Raises ValueRefused for somebody who does not work the ticket."""
    if assignee is not None and not _works(assignee, ticket):
        raise ValueRefused(
            {
                "assignee": _(
                    "%(name)s does not work this team's tickets. Choose another, or the team first."
                )
                % {"name": assignee.full_name}
            }
        )
    return changed_fields(ticket, assignee=assignee)


@step
def route_to(ticket: Ticket, team: Team) -> dict[str, list[Any]]:
    """Give the ticket to a team: an assignee from outside it lets go, an offered hand-over is withdrawn.

    Raises ValueRefused for a team that is closed.
    """
    if not team.is_active:
        raise ValueRefused({"team": _("This team is closed. Choose another.")})
    changes = belong_to(ticket, team)
    withdraw_handover(ticket)
    if ticket.assignee is not None and not _works(ticket.assignee, ticket):
        changes |= changed_fields(ticket, assignee=None)
    return changes


@step
def belong_to(ticket: Ticket, team: Team) -> dict[str, list[Any]]:
    """Set the team alone as owner. A ticket is restricted by its kind or by the team it is with."""
    restricted = ticket.kind in RESTRICTED_KINDS or team.is_restricted
    return changed_fields(ticket, team=team, joint_team=None, is_restricted=restricted)


@step
def tell_routed(ticket: Ticket, team: Team, actor: Any) -> int:
    """Tell the team that the ticket came to it."""
    payload = {"team": team.name, **place_of(ticket)}
    return tell_team(ticket, team, actor=actor, kind="ticket.routed", payload=payload)


@step
def assigned_payload(ticket: Ticket) -> dict[str, Any]:
    """What the new owner is told: priority, place and, where a clock runs, the deadline."""
    due = None if ticket.next_due_at == NOTHING_DUE else ticket.next_due_at
    return {**place_of(ticket), "due_at": due}


@step
def withdraw_handover(ticket: Ticket) -> int:
    """End an offer nobody answered, because the ticket went another way."""
    offered = Handover.objects.filter(ticket=ticket, state=HandoverState.OFFERED)
    return offered.update(state=HandoverState.WITHDRAWN)


def _works(user: User, ticket: Ticket) -> bool:
    """Would this person be allowed to work the ticket, without being its assignee?"""
    held, ticket.assignee = ticket.assignee, None
    try:
        return can(User.objects.get(pk=user.pk), "ticket.work", ticket)
    finally:
        ticket.assignee = held
