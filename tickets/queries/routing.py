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
    found = routing.route(text, topic, kind, category.code if category else "")
    wanted = {"category": found.category, "led_by": found.led_by}
    rows = {row.code: row for row in _CATEGORIES.rows(shape=None, values=wanted)}
    chosen = category or rows.get(found.category)
    if team is not None:
        return Routed(chosen, team, BY_PERSON)
    if category is None and service is not None and service.team is not None:
        return Routed(chosen, service.team, BY_SERVICE)
    if category is None and device_team is not None and device_team.is_active:
        return Routed(chosen, device_team, BY_DEVICE)
    leads = rows[found.led_by].team if found.led_by in rows else None
    return Routed(chosen, leads if leads is not None and leads.is_active else _first_line(), found.rule)


def _categories(*, category: str, led_by: str) -> QuerySet[Any]:
    from tickets.models import Category

    return Category.objects.filter(is_active=True, code__in=[category, led_by]).select_related("team__lead")


_CATEGORIES = Prepared(_categories)


def _first_line() -> Team | None:
    return Team.objects.filter(code=routing.FIRST_LINE, is_active=True).select_related("lead").first()
