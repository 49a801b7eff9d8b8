"""Followers for the pages whose statements are counted."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from hospital_itsm.following.models import Follow, Snooze
from hospital_itsm.people.models import User
from tests.world import again
from tickets.actions.conversation import note


def page(scene: Any, path: str) -> str:
    """An address, once the first ticket has as many followers as there are tickets, and the agent follows all."""
    if not getattr(scene, "has_followers", False):
        _fill(scene)
        scene.has_followers = True
    return path.format(key=scene.tickets[0].key)


def _fill(scene: Any) -> None:
    ticket, at = scene.tickets[0], timezone.now()
    people = User.objects.filter(kind="person").order_by("pk")[: len(scene.tickets)]
    rows = [Follow(ticket=ticket, user=user, added_by=scene.world.agent, since=at) for user in people]
    rows += [Follow(ticket=one, user=scene.world.agent, since=at) for one in scene.tickets]
    Follow.objects.bulk_create(rows, ignore_conflicts=True)
    for number in range(len(scene.tickets)):
        note(ticket.key, actor=again(scene.world.agent), text=f"Looked at it {number} times.")
    until = at + timedelta(days=1)
    Snooze.objects.bulk_create(
        (Snooze(ticket=one, by=scene.world.agent, since=at, until=until) for one in scene.tickets),
        ignore_conflicts=True,
    )


def _at(path: str) -> Callable[[Any], str]:
    return partial(page, path=path)


PAGES: dict[str, tuple[Any, ...]] = {
    "ticket-followers": ("agent", _at("/t/{key}/followers/")),
    "ticket-follow": ("agent", _at("/t/{key}/follow/"), "list", True),
    "queue-followed": ("agent", _at("/queue/v/followed/")),
    "queue-snoozed": ("agent", _at("/queue/v/snoozed/")),
    "ticket-snooze": ("agent", _at("/t/{key}/snooze/"), "detail"),
    "rest-snooze": ("agent", _at("/api/v1/tickets/{key}/snooze/")),
    "ticket-history": ("agent", _at("/t/{key}/history/")),
    "ticket-print-whole": ("agent", _at("/t/{key}/print/?notes=yes&history=yes"), "detail"),
    "ticket-print": ("agent", _at("/t/{key}/print/?notes=yes"), "detail"),
    "rest-ticket-history": ("agent", _at("/api/v1/tickets/{key}/history/")),
    "rest-followers": ("agent", _at("/api/v1/tickets/{key}/followers/")),
}
"""Who opens which page, its ceiling, and whether it is a fragment."""
