"""Who stands behind the audience of a rung: people on call, leads, managers (domain 2.3)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Q

from hospital_itsm.people.choices import Domain, OnCallLevel, RoleCode
from hospital_itsm.people.models import Membership, OnCallShift, User
from tickets.rules import escalation

HOUSE_SUPERVISOR = "house_supervisor"
VICE_PRESIDENT = {
    Domain.APPLICATIONS: RoleCode.VP_APPLICATIONS,
    Domain.BUSINESS: RoleCode.VP_APPLICATIONS,
    Domain.INFRASTRUCTURE: RoleCode.VP_INFRASTRUCTURE,
    Domain.CLINICAL_ENGINEERING: RoleCode.VP_INFRASTRUCTURE,
    Domain.SECURITY: RoleCode.VP_INFRASTRUCTURE,
}


def people_for(audience: str, ticket: Any, at: datetime) -> list[User]:
    """The active people an audience code means for this ticket at an instant; empty when nobody holds it.

    Raises KeyError for a code outside `escalation.AUDIENCES` and "house_supervisor".
    """
    return _FINDERS[audience](ticket, at)


def on_call(level: str, ticket: Any, at: datetime) -> list[User]:
    """Who is on call at this level for the ticket's teams, else for the house."""
    teams = [pk for pk in (ticket.team_id, ticket.joint_team_id) if pk]
    shifts = list(
        OnCallShift.objects.filter(
            Q(team_id__in=teams) | Q(team__isnull=True),
            level=level,
            starts_at__lte=at,
            ends_at__gt=at,
            user__is_active=True,
        )
        .select_related("user")
        .order_by("pk")
    )
    own = [shift.user for shift in shifts if shift.team_id]
    house = [shift.user for shift in shifts if not shift.team_id]
    return _each_once(own or house)


def members_of(team: Any) -> list[User]:
    """The active people who work in a team today."""
    if team is None:
        return []
    held = Membership.objects.valid().filter(team=team, user__is_active=True).select_related("user")
    return _each_once([row.user for row in held.order_by("pk")])


def holders_of(role: str) -> list[User]:
    """The active people who hold a role today."""
    held = Membership.objects.valid().filter(role__code=role, user__is_active=True).select_related("user")
    return _each_once([row.user for row in held.order_by("pk")])


def _each_once(people: list[User]) -> list[User]:
    return list({user.pk: user for user in people}.values())


def _active(user: User | None) -> list[User]:
    return [user] if user is not None and user.is_active else []


def _supervisor_if_care(ticket: Any, at: datetime) -> list[User]:
    return on_call(OnCallLevel.HOUSE_SUPERVISOR, ticket, at) if ticket.affects_care else []


def _owner(ticket: Any, at: datetime) -> list[User]:
    return _active(ticket.assignee) or _lead(ticket, at)


def _lead(ticket: Any, at: datetime) -> list[User]:
    return _active(ticket.team.lead) if ticket.team else []


def _manager(ticket: Any, at: datetime) -> list[User]:
    return _active(ticket.team.manager) if ticket.team else []


def _vice_president(ticket: Any, at: datetime) -> list[User]:
    domain = ticket.service.domain if ticket.service else ticket.team.domain if ticket.team else None
    return holders_of(VICE_PRESIDENT[Domain(domain)]) if domain else []


_FINDERS: dict[str, Callable[[Any, datetime], list[User]]] = {
    escalation.PRIMARY: lambda ticket, at: on_call(OnCallLevel.PRIMARY, ticket, at),
    escalation.SECONDARY: lambda ticket, at: on_call(OnCallLevel.SECONDARY, ticket, at),
    escalation.DUTY_MANAGER: lambda ticket, at: on_call(OnCallLevel.DUTY_MANAGER, ticket, at),
    HOUSE_SUPERVISOR: lambda ticket, at: on_call(OnCallLevel.HOUSE_SUPERVISOR, ticket, at),
    escalation.HOUSE_SUPERVISOR_IF_CARE: _supervisor_if_care,
    escalation.OWNER: _owner,
    escalation.LEAD: _lead,
    escalation.MANAGER: _manager,
    escalation.VP: _vice_president,
    escalation.CIO: lambda ticket, at: holders_of(RoleCode.CIO),
}
