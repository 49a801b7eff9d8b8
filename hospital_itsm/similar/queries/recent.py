"""The reports of the last minutes and the words they are compared by; never restricted ones."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import F, Q

from hospital_itsm.similar.rules.grouping import WINDOW
from tickets.choices import OPEN_STATES, Kind
from tickets.queries.likeness import problem_of, stems
from tickets.rules.likeness import LEAST_TEXT, Problem

SLACK: Final = timedelta(minutes=2)
"""The step runs every minute: what a late run would just miss it still sees."""
MOST: Final = 150

SPELLED: Final = """
SELECT one.key, other.key, similarity(first.title, second.title)
FROM tickets_ticket AS one
JOIN tickets_ticket AS other ON one.id < other.id
    AND (one.service_id = other.service_id OR one.care_area_id = other.care_area_id)
JOIN tickets_ticketsearch AS first ON first.ticket_id = one.id
JOIN tickets_ticketsearch AS second ON second.ticket_id = other.id
WHERE one.id = ANY(%(tickets)s) AND other.id = ANY(%(tickets)s)
    AND similarity(first.title, second.title) >= %(least)s
"""


def ungrouped(now: datetime) -> list[Any]:
    """The newest open incidents of the window that are in no group and no open major incident: one statement."""
    from hospital_itsm.continuity.choices import OPEN_MAJORS
    from tickets.models import Ticket

    handled = Q(in_majors__major__state__in=OPEN_MAJORS) | Q(majors_about__state__in=OPEN_MAJORS)
    rows = Ticket.objects.filter(
        opened_at__gt=now - WINDOW - SLACK,
        opened_at__lte=now,
        kind=Kind.INCIDENT,
        state__in=OPEN_STATES,
        is_restricted=False,
        grouped__isnull=True,
    )
    return list(_compared(rows.exclude(handled))[:MOST])


def members_of(groups: Collection[Any]) -> list[Any]:
    """The newest tickets of these groups: one statement."""
    from tickets.models import Ticket

    rows = Ticket.objects.filter(grouped__group__in=groups, is_restricted=False).annotate(
        group=F("grouped__group")
    )
    return list(_compared(rows)[:MOST]) if groups else []


def problems(tickets: Iterable[Any]) -> dict[str, Problem]:
    """Each ticket as it is compared, by its number."""
    return {one.key: problem_of(one, one.stems, one.opened_at) for one in tickets}


def spelled_alike(tickets: Collection[Any]) -> dict[frozenset[str], float]:
    """How alike the titles of one service or unit are spelled, by the pair of their numbers."""
    with connection.cursor() as cursor:
        cursor.execute(SPELLED, {"tickets": [one.pk for one in tickets], "least": LEAST_TEXT})
        return {frozenset((one, other)): near for one, other, near in cursor.fetchall()}


def _compared(rows: Any) -> Any:
    joined = rows.select_related("care_area", "service", "category", "asset")
    return joined.annotate(stems=stems(F("search__public_words"))).order_by("-opened_at", "-id")
