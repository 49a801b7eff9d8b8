"""Who follows what."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from hospital_itsm.people.audience import knowing_roles


def followers_of(ticket: Any) -> QuerySet[Any]:
    """Everybody who follows a ticket, by name, with who let them."""
    from hospital_itsm.following.models import Follow

    rows = Follow.objects.filter(ticket=ticket).select_related("user", "added_by")
    return rows.order_by("user__full_name", "user_id")


def follows_of(tickets: Collection[int]) -> list[Any]:
    """The followers of many tickets, with what they are allowed today: two statements, one where there are none."""
    from hospital_itsm.following.models import Follow

    rows = list(Follow.objects.filter(ticket__in=tickets).select_related("user").order_by("pk"))
    knowing_roles([row.user for row in rows])
    return rows


def followed_by(actor: Any) -> Q:
    """The condition that a person follows a ticket; nothing is followed by the product itself."""
    from hospital_itsm.following.models import Follow

    return Q(pk__in=Follow.objects.filter(user_id=actor.pk).values("ticket"))
