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
        .select_related("care_area", "service", "category")
        .order_by("-opened_at", "-id")[:MOST_COMPARED]
    )
    here = Situation(text, now, _code(ticket.care_area), _code(ticket.service), _code(ticket.category))
    return list(same_problem(here, [known_ticket(other) for other in others]))


def known_ticket(ticket: Any) -> Known:
    """An open ticket as `rules.similar` compares it, by its title."""
    return Known(
        key=ticket.key,
        text=ticket.title,
        opened_at=ticket.opened_at,
        units=_codes(ticket.care_area),
        services=_codes(ticket.service),
        category=_code(ticket.category),
    )


def _code(row: Any) -> str:
    return row.code if row is not None else ""


def _codes(row: Any) -> frozenset[str]:
    return frozenset({row.code}) if row is not None else frozenset()
