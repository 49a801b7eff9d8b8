"""Splits of a ticket for the pages whose statements are counted."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils import timezone

from hospital_itsm.splitting.models import Split
from tickets.choices import MessageKind
from tickets.models import Message


def page(scene: Any, path: str) -> str:
    """An address, once each other ticket was split off the first one, which has as many notes."""
    first, at = scene.tickets[0], timezone.now()
    if not getattr(scene, "has_splits", False):
        there = set(Split.objects.values_list("made", flat=True))
        made = [other for other in scene.tickets[1:] if other.pk not in there]
        Split.objects.bulk_create(Split(source=first, made=other, split_at=at) for other in made)
        Message.objects.bulk_create(
            Message(
                ticket=first,
                kind=MessageKind.INTERNAL,
                author=scene.world.agent,
                author_label="Leo Marsh",
                body="About the reader.",
                created_at=at,
            )
            for _other in made
        )
        scene.has_splits = True
    return path.format(key=first.key)


def _at(path: str) -> Callable[[Any], str]:
    return partial(page, path=path)


PAGES: dict[str, tuple[Any, ...]] = {
    "ticket-split": ("agent", _at("/t/{key}/split/"), "detail"),
    "ticket-split-part": ("agent", _at("/t/{key}/split/part/"), "list", True),
    "rest-ticket-splits": ("agent", _at("/api/v1/tickets/{key}/splits/")),
}
"""Who opens which page, its ceiling, and whether it is a fragment."""
