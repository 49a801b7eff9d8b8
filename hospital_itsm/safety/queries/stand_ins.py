"""What was given in place of broken devices."""

from typing import Any

from django.db.models import QuerySet

from assets.queries.spares import is_free


def stand_ins_of(ticket: Any) -> QuerySet[Any]:
    """The devices given for a ticket, newest first, with their loans: one statement."""
    from hospital_itsm.safety.models import StandIn

    joined = ("loan__asset__model", "loan__care_area", "given_by")
    return StandIn.objects.filter(ticket=ticket).select_related(*joined).order_by("-pk")


def may_stand_in(asset: Any, actor: Any) -> bool:
    """Does it work, and does nobody else need it? One statement."""
    from tickets.models import Ticket

    return is_free(asset, actor, busy=Ticket.objects.open().filter(asset__isnull=False).values("asset"))
