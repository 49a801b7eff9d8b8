"""Which tickets are under a legal hold, and what was removed from one."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from hospital_itsm.redaction.rules.keeping import KEPT


def held_tickets() -> "QuerySet[Any]":
    """The keys of tickets under a hold, for a subquery."""
    from hospital_itsm.redaction.models import LegalHold

    return LegalHold.objects.filter(lifted_at__isnull=True).values("ticket")


def hold_of(ticket: Any) -> Any:
    """The hold a ticket is under, with who set it, or None."""
    from hospital_itsm.redaction.models import LegalHold

    return LegalHold.objects.filter(ticket=ticket, lifted_at__isnull=True).select_related("set_by").first()


def any_held(tickets: Iterable[int]) -> bool:
    """Is one of these under a hold?"""
    return held_tickets().filter(ticket__in=list(tickets)).exists()


def redactions_of(ticket: Any) -> "QuerySet[Any]":
    """What was removed from a ticket, newest first."""
    from hospital_itsm.redaction.models import Redaction

    return Redaction.objects.filter(ticket=ticket).select_related("made_by").order_by("-id")


def to_destroy(now: datetime) -> list[int]:
    """Sealed redactions that had their time, oldest first, locked by nobody; holds are asked for each."""
    from hospital_itsm.redaction.models import Redaction

    rows = Redaction.objects.filter(made_at__lte=now - KEPT).exclude(sealed=b"")
    return list(rows.order_by("id").values_list("pk", flat=True))
