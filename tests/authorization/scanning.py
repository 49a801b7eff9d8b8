"""Who scans, prints labels and walks."""

from collections.abc import Callable

from tests.authorization.assets import EDITS, LISTED, READ, READS_ALL, READS_ITS_UNIT, SAVES, posts
from tests.authorization.scene import Scene
from tests.authorization.table import Case, all_get

WALKS = {**all_get(403, *READS_ALL), **SAVES}
NOTES = {**all_get(403, *READS_ALL), **all_get(200, *EDITS)}


def walk(suffix: str = "") -> Callable[[Scene], str]:
    """The page of the open walk through the bed."""
    return lambda scene: f"/assets/walks/{scene.inventory.walk.pk}/{suffix}"


def moved(scene: Scene) -> dict[str, int]:
    """The scan of what stands elsewhere than its record says."""
    return {"scan": scene.inventory.moved.pk}


CASES = [
    Case("assets:scan", "/scan/", LISTED),
    posts("scan", "/scan/", {"code": "LR-20417"}, all_get(302, *READS_ITS_UNIT), "own unit"),
    posts(
        "scan", "/scan/", {"code": "WS-1001"}, {**all_get(302, *READS_ALL), "charge_nurse": 200}, "elsewhere"
    ),
    Case("assets:labels", "/assets/labels/", LISTED),
    posts("labels", "/assets/labels/", {"tags": "LR-20417", "stock": "roll"}, LISTED, "own unit"),
    posts(
        "labels",
        "/assets/labels/",
        {"tags": "WS-1001", "stock": "roll"},
        {**all_get(200, *READS_ALL), "charge_nurse": 422},
        "elsewhere",
    ),
    Case("assets:walks", "/assets/walks/", READ),
    posts("walks", "/assets/walks/", {"location": "N4"}, WALKS),
    Case("assets:walk", walk(), READ),
    posts("walk", walk(), {"code": "WS-1001"}, NOTES),
    posts("forget_scan", walk("forget/"), moved, WALKS),
    posts("walk_moves", walk("moves/"), moved, WALKS),
    posts("finish_walk", walk("finish/"), {}, WALKS),
]
