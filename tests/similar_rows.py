"""Similar tickets and groups of them for the matrix and for the pages whose statements are counted."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.utils import timezone

from hospital_itsm.similar.models import GroupedTicket, SimilarGroup


def _first(scene: Any, path: str) -> str:
    """An address of the first ticket; all tickets of the scene look like it."""
    return path.format(key=scene.tickets[0].key)


def _at(path: str) -> Callable[[Any], str]:
    return partial(_first, path=path)


def group(world: Any, tickets: Sequence[Any]) -> SimilarGroup:
    """Make these tickets a group that was found just now."""
    now = timezone.now()
    made = SimilarGroup.objects.create(care_area=world.icu, found_at=now, last_at=now)
    GroupedTicket.objects.bulk_create(GroupedTicket(group=made, ticket=one, joined_at=now) for one in tickets)
    return made


def _grouped(scene: Any, path: str, size: int = 0) -> str:
    """An address of a group, once all tickets are in groups of this size, or in one."""
    if not hasattr(scene, "similar_group"):
        if not size:
            SimilarGroup.objects.all().delete()
        known = set(GroupedTicket.objects.values_list("ticket", flat=True))
        new = [one for one in scene.tickets if one.pk not in known]
        step = size or len(new)
        made = [group(scene.world, new[first : first + step]) for first in range(0, len(new), step)]
        scene.similar_group = made[0].pk
    return path.format(pk=scene.similar_group)


PAGES: dict[str, tuple[Any, ...]] = {
    "ticket-similar": ("agent", _at("/t/{key}/similar/"), "detail"),
    "ticket-similar-beside": ("agent", _at("/t/{key}/similar/"), "detail", True),
    "rest-ticket-similar": ("agent", _at("/api/v1/tickets/{key}/similar/"), "detail"),
    "queue-similar-reports": ("agent", partial(_grouped, path="/queue/v/all/"), "list"),
    "similar-group": ("agent", partial(_grouped, path="/queue/similar/{pk}/"), "detail"),
    "rest-similar-groups": ("agent", partial(_grouped, path="/api/v1/similar_groups/", size=3), "list"),
    "rest-similar-group": ("agent", partial(_grouped, path="/api/v1/similar_groups/{pk}/"), "detail"),
}
"""Who opens which page, its ceiling, and whether it is a fragment."""
