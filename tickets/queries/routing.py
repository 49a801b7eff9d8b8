"""Where a new report goes: the rows behind the answer of `rules.routing`."""

from dataclasses import dataclass
from typing import Any

from hospital_itsm.people.models import Team
from tickets.rules import routing

BY_SERVICE = "service"
BY_PERSON = "person"


@dataclass(frozen=True)
class Routed:
    """The rows, and the rule that decided (a BY_ code of `rules.routing`, "service" or "person")."""

    category: Any
    team: Team | None
    rule: str


def route(text: str, *, topic: str, kind: str, category: Any, service: Any, team: Team | None) -> Routed:
    """Find category and team: what a person chose, else the service's team, else tile, kind and words decide."""
    from tickets.models import Category

    active = Category.objects.filter(is_active=True)
    teams = dict(active.filter(team__isnull=False).values_list("code", "team__code"))
    found = routing.route(text, teams, topic, kind, category.code if category else "")
    chosen = category or active.select_related("team__lead").filter(code=found.category).first()
    if team is not None:
        return Routed(chosen, team, BY_PERSON)
    if category is None and service is not None and service.team is not None:
        return Routed(chosen, service.team, BY_SERVICE)
    return Routed(chosen, _team(found.team, chosen), found.rule)


def _team(code: str, category: Any) -> Team | None:
    if category is not None and category.team is not None and category.team.code == code:
        return category.team
    return Team.objects.filter(code=code, is_active=True).select_related("lead").first()
