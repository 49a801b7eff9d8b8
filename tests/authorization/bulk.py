"""Who changes many tickets at once, and who sees, confirms and undoes such a change."""

from tests.authorization.bulk_scene import CHOSEN, OVER
from tests.authorization.scene import Scene
from tests.authorization.table import WORKERS, Case, all_get


def page(which: str, suffix: str = "") -> object:
    """The page of one of the agent's changes."""
    return lambda scene: f"/queue/bulk/{scene.bulk[which].pk}/{suffix}"


def rest(which: str, suffix: str = "") -> object:
    """The same over REST."""
    return lambda scene: f"/api/v1/tickets/bulk/{scene.bulk[which].pk}/{suffix}"


def ticks(scene: Scene) -> dict[str, object]:
    """The ordinary ticket, ticked."""
    return {"do": "assign", "t": [f"{scene.ticket.key}.{scene.ticket.version}"], "view": "all"}


def named(scene: Scene) -> dict[str, object]:
    """The ordinary ticket, to be given back to its team."""
    return {"change": "assign", "assignee": None, "tickets": [{"key": scene.ticket.key}]}


NOBODY = {"assignee": "-"}
NO_API = {"anonymous": 401, "others": 403}
OWN = {**all_get(404, *WORKERS), "agent": 200}
CASES = [
    Case("bulk:changes", "/queue/bulk/", all_get(200, *WORKERS)),
    Case("bulk:changes", "/queue/bulk/", all_get(302, *WORKERS), method="POST", data=ticks),
    Case("bulk:change", page(CHOSEN), {"agent": 200}, about="chosen"),  # type: ignore[arg-type]
    Case("bulk:change", page(CHOSEN), {"agent": 302}, method="POST", data=NOBODY, about="chosen"),  # type: ignore[arg-type]
    Case("bulk:change", page(OVER), {"agent": 200}, about="over"),  # type: ignore[arg-type]
    Case("bulk:change", page(OVER), {"agent": 302}, method="POST", about="over"),  # type: ignore[arg-type]
    Case("bulk:undo", page(OVER, "undo/"), {"agent": 302}, method="POST"),  # type: ignore[arg-type]
    Case(
        "api:bulk_changes", "/api/v1/tickets/bulk/", all_get(201, *WORKERS), method="POST", data=named,
        **NO_API,  # type: ignore[arg-type]
    ),
    Case("api:bulk_change", rest(OVER), OWN, **NO_API),  # type: ignore[arg-type]
    Case("api:bulk_rows", rest(OVER, "rows/"), OWN, **NO_API),  # type: ignore[arg-type]
    Case("api:undo_bulk_change", rest(OVER, "undo/"), OWN, method="POST", **NO_API),  # type: ignore[arg-type]
]  # fmt: skip
