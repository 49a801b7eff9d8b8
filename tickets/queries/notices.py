"""Active notices, and the one that stands on a person's pages: the worst that touches them, and how many more."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from tickets.choices import Severity

ENDED_SHOWN = timedelta(hours=48)
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


def notice_of(ticket: Any) -> Any:
    """The active notice tied to a ticket, the newest where there are several; None where there is none."""
    return ticket.notices_about.filter(ended_at__isnull=True).order_by("-posted_at", "-pk").first()


def ended_notices(now: datetime) -> "QuerySet[Any]":
    """Notices that ended in the last 48 hours, the latest first."""
    from tickets.models import Notice

    return (
        Notice.objects.filter(ended_at__gt=now - ENDED_SHOWN)
        .prefetch_related("services", "care_areas")
        .order_by("-ended_at", "-pk")
    )


def active_with_updates(user: Any) -> list[Any]:
    """Every active notice with its latest update (`latest`, or None) and whether the person is on its ticket
    (`has_joined`), worse first; five statements."""
    from tickets.models import NoticeUpdate, Reporter

    updates = Prefetch("updates", NoticeUpdate.objects.order_by("-id"), to_attr="recent")
    rows = list(active_notices().prefetch_related(updates))
    keys = [row.ticket_id for row in rows if row.ticket_id]
    joined = set(
        Reporter.objects.filter(user_id=user.pk, ticket__in=keys).values_list("ticket_id", flat=True)
    )
    for row in rows:
        row.latest = next(iter(row.recent), None)
        row.has_joined = row.ticket_id in joined
        row.may_join = joinable(row.ticket)
    return rows


def joinable(ticket: Any) -> bool:
    """May people join the ticket of a notice? Not once it is done, and not once it became restricted."""
    return ticket is not None and ticket.is_open and not ticket.is_restricted


def touches(notice: Any, user: Any, care_area: Any = None) -> bool:
    """Is the notice for everybody, for the unit at hand, or for a unit the person belongs to?"""
    areas = {area.pk for area in notice.care_areas.all()}
    units = {*user.care_area_ids} | ({care_area.pk} if care_area is not None else set())
    return not areas or bool(areas & units)
