"""Finding people, teams and care areas. Whoever keeps them gets their set-up page, the desk their tickets."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from hospital_itsm.core.access import can
from hospital_itsm.people.directory import people_found
from hospital_itsm.people.models import CareArea, Team, User
from hospital_itsm.search.queries.named import best_first, holding
from hospital_itsm.search.sources import Asked, Hit


def find_people(asked: Asked, most: int) -> list[Hit]:
    """Active people by name, user name, job or phone: one statement."""
    rows = people_found(asked.plain).filter(is_active=True)
    found = best_first(rows, asked, "username", "full_name")[:most]
    return [
        Hit(
            row.display_name,
            facts=_said(row.job_title, row.phone),
            url=_page(asked.actor, "people.manage", "people:person", row.pk, requester=row.username),
        )
        for row in found
    ]


def people_names(actor: Any) -> tuple[QuerySet[Any], str]:
    """Names of active people."""
    return User.objects.filter(is_active=True), "full_name"


def people_list(asked: Asked) -> str:
    """The list that administrators keep."""
    if not can(asked.actor, "people.manage"):
        return ""
    return f"{reverse('people:people')}?{urlencode({'q': asked.plain})}"


def find_teams(asked: Asked, most: int) -> list[Hit]:
    """Teams by code, name or phone: one statement."""
    rows = Team.objects.filter(holding(asked.parts, "code", "name", "phone"), is_active=True)
    return [
        Hit(
            row.name,
            row.code,
            _said(row.phone),
            _page(asked.actor, "setup.manage", "people:team", row.pk, team=row.code),
        )
        for row in best_first(rows, asked, "code", "name")[:most]
    ]


def team_names(actor: Any) -> tuple[QuerySet[Any], str]:
    """Names of teams in use."""
    return Team.objects.filter(is_active=True), "name"


def find_care_areas(asked: Asked, most: int) -> list[Hit]:
    """Care areas by code, name, place or phone: one statement."""
    rows = CareArea.objects.filter(
        holding(asked.parts, "code", "name", "location", "phone"), is_active=True
    ).select_related("site")
    return [
        Hit(
            row.name,
            row.code,
            _said(row.location, row.site.name, row.phone),
            _page(asked.actor, "setup.manage", "people:care_area", row.pk, care_area=row.code),
        )
        for row in best_first(rows, asked, "code", "name")[:most]
    ]


def care_area_names(actor: Any) -> tuple[QuerySet[Any], str]:
    """Names of care areas in use."""
    return CareArea.objects.filter(is_active=True), "name"


def queue_of(actor: Any, **filters: str) -> str:
    """The queue narrowed to these tickets, for those who open it."""
    if not can(actor, "ticket.queue"):
        return ""
    return f"{reverse('tickets:queue_view', args=['all'])}?{urlencode(filters)}"


def _page(actor: Any, verb: str, name: str, pk: int, **filters: str) -> str:
    return queue_of(actor, **filters) or (reverse(name, args=[pk]) if can(actor, verb) else "")


def _said(*facts: str) -> tuple[str, ...]:
    return tuple(fact for fact in facts if fact)
