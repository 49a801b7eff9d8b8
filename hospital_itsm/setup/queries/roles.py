"""Roles as they stand: how many hold each, who, and when that last changed."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet


def roles_with_people(today: date) -> list[tuple[Any, date | None]]:
    """Every role with `people`, the number who hold it today, and the last day on which one began or ended."""
    from hospital_itsm.people.models import Role

    running = Q(memberships__valid_until=None) | Q(memberships__valid_until__gte=today)
    holds = running & Q(memberships__valid_from__lte=today, memberships__user__is_active=True)
    rows = Role.objects.annotate(
        people=Count("memberships__user", filter=holds, distinct=True),
        began=Max("memberships__valid_from", filter=Q(memberships__valid_from__lte=today)),
        ended=Max("memberships__valid_until", filter=Q(memberships__valid_until__lt=today)),
    )
    return [(row, _last(row.began, row.ended)) for row in sorted(rows, key=str)]


def holders_today(role: Any, today: date) -> "QuerySet[Any]":
    """Who holds a role today, with where, the newest first."""
    from hospital_itsm.people.models import Membership

    held = Membership.objects.valid(today).filter(role=role, user__is_active=True)
    return held.select_related("user", "team", "care_area").order_by("-valid_from", "-id")


def _last(began: date | None, ended: date | None) -> date | None:
    days = [began, ended + timedelta(days=1) if ended else None]
    return max((day for day in days if day), default=None)
