"""What was worked on a ticket."""

from typing import Any

from django.db.models import Q, QuerySet, Sum


def of_ticket(ticket: Any) -> QuerySet[Any]:
    """Every entry, the latest first, with its author and those struck out."""
    from hospital_itsm.worklog.models import WorkEntry

    return WorkEntry.objects.filter(ticket=ticket).select_related("author").order_by("-began_at", "-id")


def minutes_of(ticket: Any) -> tuple[int, int]:
    """The minutes of all entries that hold, and those of phone calls among them: one statement."""
    found = of_ticket(ticket).filter(is_struck=False).order_by()
    sums = found.aggregate(all=Sum("minutes"), calls=Sum("minutes", filter=Q(kind="call")))
    return sums["all"] or 0, sums["calls"] or 0
