"""Which checklists a ticket is offered."""

from typing import Any

from django.db.models import Q, QuerySet


def offered(ticket: Any) -> QuerySet[Any]:
    """Those in use of its category, and those of every category, by name."""
    from hospital_itsm.joint.models import Checklist

    fits = Q(category=None) | Q(category=ticket.category_id)
    return Checklist.objects.filter(fits, is_active=True).order_by("name", "pk")
