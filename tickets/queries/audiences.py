"""Who stands behind the audience of a rung for one ticket: people on call, leads, managers (domain 2.3)."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from hospital_itsm.core.prepared import Prepared
from hospital_itsm.people.choices import OnCallLevel
from hospital_itsm.people.models import Membership, User
from hospital_itsm.people.roster import Roster
from tickets.rules import escalation
from tickets.rules.audience import CIO_ROLE, line_of, manager_role, vp_role

LEVELS = {
    escalation.PRIMARY: OnCallLevel.PRIMARY,
    escalation.SECONDARY: OnCallLevel.SECONDARY,
    escalation.DUTY_MANAGER: OnCallLevel.DUTY_MANAGER,
    escalation.HOUSE_SUPERVISOR_IF_CARE: OnCallLevel.HOUSE_SUPERVISOR,
}


def people_for(audience: str, ticket: Any, roster: Roster) -> list[User]:
    """The active people an audience code means for this ticket; empty when nobody holds it."""
    if audience == escalation.HOUSE_SUPERVISOR_IF_CARE and not ticket.affects_care:
        return []
    if audience in LEVELS:
        teams = [ticket.team_id, ticket.joint_team_id] if ticket.joint_team_id else [ticket.team_id]
        return _each_once(roster.on_call(LEVELS[audience], team) for team in teams)
    if audience == escalation.OWNER:
        return _each_once([ticket.assignee])
    if audience == escalation.LEAD:
        return _each_once([ticket.team.lead if ticket.team else None])
    role = _role(audience, ticket)
    return list(roster.holders(role)) if role else []


def first_of_line(audience: str, ticket: Any, roster: Roster) -> list[User]:
    """The people of the audience, or of the next in line when there is nobody; empty when nobody is there at all."""
    for code in line_of(audience):
        if found := people_for(code, ticket, roster):
            return found
    return []


def members_of(team: Any) -> list[User]:
    """The active people who work in a team today."""
    if team is None:
        return []
    held = _MEMBERS.rows(shape=None, values={"team": team.pk, "today": timezone.localdate()})
    return _each_once(row.user for row in held)


def _members(*, team: int, today: date) -> QuerySet[Membership]:
    held = Membership.objects.valid(today).filter(team_id=team, user__is_active=True)
    return held.select_related("user").order_by("pk")


_MEMBERS = Prepared(_members)


def holders_of(role: str) -> list[User]:
    """The active people who hold a role today."""
    held = Membership.objects.valid().filter(role__code=role, user__is_active=True).select_related("user")
    return _each_once(row.user for row in held.order_by("pk"))


def _role(audience: str, ticket: Any) -> str | None:
    if audience == escalation.CIO:
        return CIO_ROLE
    if ticket.team is None:
        return None
    return manager_role(ticket.team.domain) if audience == escalation.MANAGER else vp_role(ticket.team.domain)


def _each_once(people: Any) -> list[User]:
    return list({user.pk: user for user in people if user is not None and user.is_active}.values())
