"""What a ticket can be restricted to: privacy, security, and the hospital's other restricted teams (HR, for one)."""

from django.db.models import Exists, OuterRef, QuerySet

from hospital_itsm.people.models import Membership, Team
from tickets.choices import RESTRICTED_KINDS
from tickets.queries.routing import Routed, route


def route_of_kind(kind: str) -> Routed:
    """The category and the team of tickets of a restricted kind."""
    return route("", topic="", kind=kind, category=None, service=None, team=None)


def further_teams() -> QuerySet[Team]:
    """Restricted teams besides those of privacy and security: their members alone see what they are given.

    A team without anybody is none of them: what it got would be seen by nobody.
    """
    known = [team.pk for kind in RESTRICTED_KINDS if (team := route_of_kind(kind).team)]
    members = Membership.objects.valid().filter(team=OuterRef("pk"), user__is_active=True)
    return Team.objects.filter(Exists(members), is_active=True, is_restricted=True).exclude(pk__in=known)


def is_turned() -> Exists:
    """Whether somebody restricted the ticket of the row and nobody opened it again."""
    from hospital_itsm.privacy.models import Turning

    return Exists(Turning.objects.filter(ticket=OuterRef("pk"), undone_at=None))
