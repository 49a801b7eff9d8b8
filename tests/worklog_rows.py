"""Time on a ticket for the pages whose statements are counted."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils import timezone

from hospital_itsm.worklog.models import WorkEntry


def page(scene: Any, path: str) -> str:
    """An address, once the first ticket has as many entries as there are tickets; `{pk}` is one of the agent's."""
    ticket, at = scene.tickets[0], timezone.now()
    WorkEntry.objects.bulk_create(
        WorkEntry(
            ticket=ticket, author=scene.world.agent, kind="call", minutes=5, direction="in",
            spoke_with="Charge nurse", began_at=at, noted_at=at,
        )
        for _n in range(WorkEntry.objects.count(), len(scene.tickets))
    )  # fmt: skip
    return path.format(key=ticket.key, pk=WorkEntry.objects.earliest("pk").pk)


def _at(path: str) -> Callable[[Any], str]:
    return partial(page, path=path)


PAGES: dict[str, tuple[Any, ...]] = {
    "ticket-time": ("agent", _at("/t/{key}/time/")),
    "ticket-time-sum": ("agent", _at("/t/{key}/time/sum/"), "list", True),
    "ticket-time-entry": ("agent", _at("/t/{key}/time/{pk}/"), "detail"),
    "rest-work-entries": ("agent", _at("/api/v1/tickets/{key}/work-entries/")),
}
"""Who opens which page, its ceiling, and whether it is a fragment."""
