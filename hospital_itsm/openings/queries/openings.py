"""Openings as those read them who made or review them, and the words of a ticket that is open."""

from typing import Any

from django.db.models import Q, QuerySet

from hospital_itsm.openings.access import REVIEWS


def openings_for(actor: Any) -> "QuerySet[Any]":
    """All of them for reviewers, else one's own."""
    from hospital_itsm.openings.models import Opening

    seen = Q() if REVIEWS in actor.permissions else Q(person_id=actor.pk)
    return Opening.objects.filter(seen).select_related("ticket", "person", "reviewed_by")


def words_of(ticket: Any) -> list[Any]:
    """What was said on the ticket, oldest first; no files and nothing protected."""
    from tickets.models import Message

    return list(Message.objects.filter(ticket=ticket, redacted_at__isnull=True).order_by("id"))


def restricted_ticket(key: str) -> Any | None:
    """The restricted ticket of exactly this number, locked, or None."""
    from tickets.models import Ticket

    return Ticket.objects.select_for_update(of=("self",)).filter(key=key, is_restricted=True).first()
