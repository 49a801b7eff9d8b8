"""Where a new report goes: the rows behind the answer of `rules.routing`."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from hospital_itsm.core.prepared import Prepared
from hospital_itsm.people.models import Team
from tickets.rules import routing

BY_SERVICE = "service"
BY_PERSON = "person"
BY_DEVICE = "device"


@dataclass(frozen=True)
class Routed:
    """The rows, and the rule that decided (a BY_ code of `rules.routing`, "service", "person" or "device")."""

    category: Any
    team: Team | None
    rule: str


def route(
    text: str,
    *,
    topic: str,
    kind: str,
    category: Any,
    service: Any,
    team: Team | None,
    device_team: Team | None = None,
) -> Routed:
    """Find category and team: what a person chose, else the team of service or device, else tile, kind and words."""
    teams = dict(_TEAMS.rows(shape=None, values={}))
    found = routing.route(text, teams, topic, kind, category.code if category else "")
    chosen = category or next(iter(_CATEGORY.rows(shape=None, values={"code": found.category})), None)
    if team is not None:
        return Routed(chosen, team, BY_PERSON)
    if category is None and service is not None and service.team is not None:
        return Routed(chosen, service.team, BY_SERVICE)
    if category is None and device_team is not None and device_team.is_active:
        return Routed(chosen, device_team, BY_DEVICE)
    return Routed(chosen, _team(found.team, chosen), found.rule)


def _teams() -> QuerySet[Any]:
    from tickets.models import Category

    return Category.objects.filter(is_active=True, team__isnull=False).values_list("code", "team__code")


def _category(*, code: str) -> QuerySet[Any]:
    from tickets.models import Category

    return Category.objects.filter(is_active=True, code=code).select_related("team__lead")


_TEAMS, _CATEGORY = Prepared(_teams), Prepared(_category)


def _team(code: str, category: Any) -> Team | None:
    if category is not None and category.team is not None and category.team.code == code:
        return category.team
    return Team.objects.filter(code=code, is_active=True).select_related("lead").first()
