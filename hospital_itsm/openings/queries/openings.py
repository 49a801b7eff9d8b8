"""Openings as those read them who made or review them, and the words of a ticket that is open."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from hospital_itsm.openings.access import REVIEWS
from hospital_itsm.openings.rules.openings import REVIEWED_WITHIN


def openings_for(actor: Any) -> "QuerySet[Any]":
    """All of them for reviewers, else one's own."""
    from hospital_itsm.openings.models import Opening

    seen = Q() if REVIEWS in actor.permissions else Q(person_id=actor.pk)
    return Opening.objects.filter(seen).select_related("ticket", "person", "reviewed_by")


def late_reviews(now: datetime) -> list[int]:
    """Openings that nobody reviewed in time and nobody was reminded of, oldest first."""
    from hospital_itsm.openings.models import Opening

    rows = Opening.objects.filter(reviewed_at=None, reminded_at=None, opened_at__lte=now - REVIEWED_WITHIN)
    return list(rows.order_by("opened_at", "pk").values_list("pk", flat=True))


def words_of(ticket: Any) -> list[Any]:
    """What was said on the ticket, oldest first; no files and nothing protected."""
    from tickets.models import Message

    return list(Message.objects.filter(ticket=ticket, redacted_at__isnull=True).order_by("id"))


def restricted_ticket(key: str) -> Any | None:
    """The restricted ticket of exactly this number, locked, or None."""
    from tickets.models import Ticket

    return Ticket.objects.select_for_update(of=("self",)).filter(key=key, is_restricted=True).first()
