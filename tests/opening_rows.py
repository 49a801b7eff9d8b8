"""Openings for the matrix and for the pages whose statements are counted."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from hospital_itsm.openings.models import Opening
from tickets.models import Ticket


def opening(ticket: Any, world: Any) -> Opening:
    """One that the duty manager made just now."""
    now = timezone.now()
    says = {"reason": "The night shift cannot wait.", "opened_at": now, "until": now + timedelta(hours=4)}
    made, _is_new = Opening.objects.get_or_create(ticket=ticket, person=world.duty_manager, defaults=says)
    return made


def openings(scene: Any) -> str:
    """The list, of an opening of each ticket."""
    if Opening.objects.count() < len(scene.tickets):
        for ticket in Ticket.objects.all()[: len(scene.tickets)]:
            opening(ticket, scene.world)
    return "/openings/"


PAGES: dict[str, tuple[str, Any, str]] = {
    "openings": ("privacy", openings, "list"),
    "opening": (
        "duty_manager", lambda scene: f"/openings/{opening(scene.tickets[0], scene.world).pk}/", "detail"
    ),
}  # fmt: skip
