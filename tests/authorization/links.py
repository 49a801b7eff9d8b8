"""Who sees how tickets hang together, and who says it."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.authorization.api_tickets import HERE
from tests.authorization.desk import HTMX, RESTRICTED_READERS, works
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, Case, all_get

NO_API: dict[str, Any] = {"anonymous": 401, "others": 403}


def on_ticket(suffix: str = "") -> Callable[[Scene], str]:
    """The links of the ordinary ticket."""
    return lambda scene: f"/t/{scene.ticket.key}/links/{suffix}"


def restricted(scene: Scene) -> str:
    """The links of the restricted ticket."""
    return f"/t/{scene.restricted.key}/links/"


def remove(scene: Scene) -> str:
    """The link of the ordinary ticket."""
    return f"/t/{scene.ticket.key}/links/{scene.link.pk}/remove/"


def rest(scene: Scene) -> str:
    """The links of the ordinary ticket over REST."""
    return f"{HERE}tickets/{scene.ticket.key}/links/"


def rest_one(scene: Scene) -> str:
    """The link over REST."""
    return f"{rest(scene)}{scene.link.pk}/"


def linked(scene: Scene) -> Mapping[str, Any]:
    """What the ordinary ticket is to the one of the pump."""
    return {"relation": "caused_by", "other": scene.device_ticket.key}


CASES = [
    Case("links:links", on_ticket(), all_get(200, *DESK)),
    Case("links:links", restricted, all_get(200, *RESTRICTED_READERS), about="restricted"),
    Case("links:links", on_ticket(), {**all_get(403, *DESK), **works(302)}, method="POST", data=linked),
    Case("links:part", on_ticket("part/"), all_get(302, *DESK)),
    Case("links:part", on_ticket("part/"), all_get(200, *DESK), headers=HTMX, about="by htmx"),
    Case("links:remove", remove, works(302), method="POST"),
    Case("api:ticket_links", rest, all_get(200, *DESK), **NO_API),
    Case("api:ticket_links", rest, works(201), method="POST", data=linked, **NO_API),
    Case("api:ticket_link", rest_one, works(204), method="DELETE", **NO_API),
]
