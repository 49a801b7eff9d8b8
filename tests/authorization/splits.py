"""Who splits a ticket, and who reads what came of it."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.authorization.api_tickets import ANY, HERE
from tests.authorization.desk import HTMX, RESTRICTED_READERS, works
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, Case, all_get

NO_API: dict[str, Any] = {"anonymous": 401, "others": 403}
OTHER: Mapping[str, Any] = {"text": "The badge reader signs nobody in.", "care_answer": "slower"}


def on_ticket(suffix: str = "") -> Callable[[Scene], str]:
    """The splits of the ordinary ticket."""
    return lambda scene: f"/t/{scene.ticket.key}/split/{suffix}"


def restricted(scene: Scene) -> str:
    """The splits of the restricted ticket."""
    return f"/t/{scene.restricted.key}/split/"


def rest(scene: Scene) -> str:
    """The splits of the ordinary ticket over REST."""
    return f"{HERE}tickets/{scene.ticket.key}/splits/"


def undo(scene: Scene) -> str:
    """Undoing the split the ordinary ticket did not come from."""
    return f"{rest(scene)}undo/"


CASES = [
    Case("splitting:split", on_ticket(), all_get(200, *DESK)),
    Case("splitting:split", restricted, all_get(200, *RESTRICTED_READERS), about="restricted"),
    Case("splitting:split", on_ticket(), {**all_get(403, *DESK), **works(302)}, method="POST", data=OTHER),
    Case("splitting:part", on_ticket("part/"), all_get(302, *DESK)),
    Case("splitting:part", on_ticket("part/"), all_get(200, *DESK), headers=HTMX, about="by htmx"),
    Case("splitting:undo", on_ticket("undo/"), works(404), method="POST", about="not split off"),
    Case("api:ticket_splits", rest, all_get(200, *DESK), **NO_API),
    Case("api:ticket_splits", rest, works(201), method="POST", data=OTHER, headers=ANY, **NO_API),
    Case(
        "api:ticket_split_undo", undo, works(404), method="POST", headers=ANY, about="not split off", **NO_API
    ),
]
