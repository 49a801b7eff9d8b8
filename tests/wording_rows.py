"""Words of messages for the pages whose statements are counted."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils import timezone

from hospital_itsm.messaging.models import MessageWording
from hospital_itsm.messaging.queries.wordings import kinds_with_words

KIND = "ticket.assigned"


def page(scene: Any, path: str) -> str:
    """An address, once there are as many changed kinds, and versions of one, as there are tickets."""
    if getattr(scene, "has_wordings", False):
        return path
    scene.has_wordings = True
    count = len(scene.tickets)
    others = [(kind.code, 1) for kind in kinds_with_words() if kind.code != KIND][:count]
    wanted = [*others, *((KIND, number) for number in range(1, count + 1))]
    rows = [
        MessageWording(
            kind=kind, version=version, subject=f"Words {version}", language="en-us", reason="Agreed",
            by=scene.world.administrator, at=timezone.now(),
        )
        for kind, version in wanted
    ]  # fmt: skip
    MessageWording.objects.bulk_create(rows, ignore_conflicts=True)
    return path


def _at(path: str) -> Callable[[Any], str]:
    return partial(page, path=path)


PAGES: dict[str, tuple[Any, ...]] = {
    "setup-messages": ("administrator", _at("/setup/messages/")),
    "setup-message": ("administrator", _at(f"/setup/messages/{KIND}/"), "detail"),
    "setup-message-version": ("administrator", _at(f"/setup/messages/{KIND}/versions/1/"), "detail"),
    "rest-message-wordings": ("administrator", _at("/api/v1/message-wordings/")),
    "rest-message-wording": ("administrator", _at(f"/api/v1/message-wordings/{KIND}/")),
    "rest-wording-versions": ("administrator", _at(f"/api/v1/message-wordings/{KIND}/versions/")),
}
"""Who opens which page, and its ceiling."""
