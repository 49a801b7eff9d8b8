"""Active notices, and the one that stands on a person's pages: the worst that touches them, and how many more."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from tickets.choices import Severity

WORSE_FIRST = (Severity.OUTAGE, Severity.DEGRADED, Severity.INFO)


@dataclass(frozen=True)
class Strip:
    """The notice on the page and how many more touch the same person."""

    notice: Any
    more: int


def active_notices() -> "QuerySet[Any]":
    """Notices that are not over, worse first, then newer first, with what the status page shows."""
    from tickets.models import Notice

    ranks = [When(severity=severity, then=Value(rank)) for rank, severity in enumerate(WORSE_FIRST)]
    return (
        Notice.objects.filter(ended_at__isnull=True)
        .annotate(rank=Case(*ranks, output_field=IntegerField()))
        .select_related("ticket")
        .prefetch_related("services", "care_areas")
        .order_by("rank", "-posted_at", "-pk")
    )


def notices_for(user: Any, care_area: Any = None) -> "QuerySet[Any]":
    """Active notices that touch a person: those for everybody, for the unit at hand, or for units they belong to."""
    from tickets.models import Notice

    units = {*user.care_area_ids} | ({care_area.pk} if care_area is not None else set())
    touched = Notice.objects.filter(care_areas__in=units).values("pk")
    return active_notices().filter(Q(care_areas__isnull=True) | Q(pk__in=touched))


def strip_for(user: Any, care_area: Any = None) -> Strip | None:
    """The worst notice that touches the person and the number of others, or None."""
    found = list(notices_for(user, care_area))
    return Strip(found[0], len(found) - 1) if found else None
