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
    categories = {row.code: row for row in _categories()}
    teams = {code: row.team.code for code, row in categories.items() if row.team is not None}
    found = routing.route(text, teams, topic, kind, category.code if category else "")
    chosen = category or categories.get(found.category)
    if team is not None:
        return Routed(chosen, team, BY_PERSON)
    if category is None and service is not None and service.team is not None:
        return Routed(chosen, service.team, BY_SERVICE)
    return Routed(chosen, _team(found.team, categories), found.rule)


def _categories() -> Any:
    from tickets.models import Category

    return Category.objects.filter(is_active=True).select_related("team__lead")


def _team(code: str, categories: dict[str, Any]) -> Team | None:
    known = {row.team.code: row.team for row in categories.values() if row.team is not None}
    if code in known:
        return known[code]
    return Team.objects.filter(code=code, is_active=True).select_related("lead").first()
