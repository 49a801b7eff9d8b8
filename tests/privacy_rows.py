"""Privacy tickets with their days of discovery, for the matrix and for the pages whose statements are counted."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from hospital_itsm.privacy.models import Discovery
from tickets.actions.intake import Place
from tickets.actions.report import report_problem
from tickets.models import Ticket


def privacy_ticket(world: Any) -> Ticket:
    """A privacy event that a colleague reported."""
    return report_problem(
        actor=world.colleague,
        text="A chart was left open at the flamingo desk.",
        care_answer="slower",
        place=Place(world.icu),
        kind="privacy_event",
    )


def dates(scene: Any) -> str:
    """The list, half of its tickets without a day."""
    for number in range(Ticket.objects.filter(kind="privacy_event").count(), 2 * len(scene.tickets)):
        ticket = privacy_ticket(scene.world)
        if number % 2:
            Discovery.objects.create(
                ticket=ticket,
                discovered_on=timezone.localdate() - timedelta(days=number),
                set_by=scene.world.privacy,
                set_at=timezone.now(),
            )
    return "/privacy/"


def one(scene: Any, page: str) -> str:
    """A page of the first ticket that has a day, with a vendor, so that all its panels are there."""
    if not hasattr(scene, "privacy_key"):
        dates(scene)
        found = Discovery.objects.select_related("ticket").earliest("pk").ticket
        Ticket.objects.filter(pk=found.pk).update(vendor=scene.world.vendor)
        scene.privacy_key = found.key
    return page.format(key=scene.privacy_key)


PAGES: dict[str, tuple[Any, ...]] = {
    "privacy-ticket": ("privacy", lambda scene: one(scene, "/t/{key}/"), "detail"),
    "privacy-turn": ("agent", lambda scene: f"/t/{scene.tickets[0].key}/restrict/", "detail"),
    "privacy-dates": ("privacy", dates),
    "privacy-discovery": ("privacy", lambda scene: one(scene, "/t/{key}/discovery/"), "detail"),
}
"""Who opens which page, and its ceiling."""
