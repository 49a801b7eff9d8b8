"""Links of a ticket for the pages whose statements are counted."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils import timezone

from hospital_itsm.links.models import TicketLink


def page(scene: Any, path: str) -> str:
    """An address, once the first ticket is linked with each other one."""
    first, at = scene.tickets[0], timezone.now()
    if not getattr(scene, "has_links", False):
        there = set(TicketLink.objects.values_list("target", flat=True))
        TicketLink.objects.bulk_create(
            TicketLink(kind="blocks", source=first, target=other, made_at=at, made_by=scene.world.agent)
            for other in scene.tickets[1:]
            if other.pk not in there
        )
        scene.has_links = True
    return path.format(key=first.key)


def _at(path: str) -> Callable[[Any], str]:
    return partial(page, path=path)


PAGES: dict[str, tuple[Any, ...]] = {
    "ticket-links": ("agent", _at("/t/{key}/links/")),
    "ticket-links-part": ("agent", _at("/t/{key}/links/part/"), "list", True),
    "rest-ticket-links": ("agent", _at("/api/v1/tickets/{key}/links/")),
}
"""Who opens which page, its ceiling, and whether it is a fragment."""
