"""Tickets that look like one problem with a ticket just opened (override O7)."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from tickets.rules.similar import SURGE_WINDOW, Known, Situation, same_problem

MOST_COMPARED = 50


def similar_recently(ticket: Any, text: str, now: datetime) -> list[str]:
    """Numbers of tickets opened in the 15 minutes before that look like the same problem, oldest first.

    `text` is the masked report. Restricted tickets are never compared, so that no number of theirs is shown.
    """
    from tickets.models import Ticket

    if ticket.is_restricted:
        return []
    near = Q(care_area_id=ticket.care_area_id) if ticket.care_area_id else Q(pk__in=[])
    if ticket.service_id:
        near |= Q(service_id=ticket.service_id)
    others = (
        Ticket.objects.open()
        .filter(near, is_restricted=False, opened_at__gte=now - SURGE_WINDOW)
        .exclude(pk=ticket.pk)
        .order_by("-opened_at", "-id")
        .values_list("key", "title", "opened_at", "care_area__code", "service__code", "category__code")
    )
    here = Situation(text, now, _code(ticket.care_area), _code(ticket.service), _code(ticket.category))
    return list(same_problem(here, [_known(*other) for other in others[:MOST_COMPARED]]))


def known_ticket(ticket: Any) -> Known:
    """An open ticket as `rules.similar` compares it, by its title."""
    codes = (_code(row) for row in (ticket.care_area, ticket.service, ticket.category))
    return _known(ticket.key, ticket.title, ticket.opened_at, *codes)


def _code(row: Any) -> str:
    return row.code if row is not None else ""


def _known(
    key: str, title: str, opened_at: datetime, unit: str | None, service: str | None, category: str | None
) -> Known:
    return Known(
        key=key,
        text=title,
        opened_at=opened_at,
        units=frozenset(filter(None, (unit,))),
        services=frozenset(filter(None, (service,))),
        category=category or "",
    )
