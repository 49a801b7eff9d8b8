"""Who opens restricted tickets in an emergency, and who reviews that."""

from typing import Any

from tests.authorization.scene import Scene
from tests.authorization.table import Case, all_get
from tests.opening_rows import opening

OPENERS = ("duty_manager", "it_manager")
WHY = "The night shift cannot reach the privacy office."


def one(suffix: str = "") -> Any:
    """The page of the opening the duty manager made."""
    return lambda scene: f"/openings/{opening(scene.restricted, scene.world).pk}/{suffix}"


def asked(scene: Scene) -> dict[str, Any]:
    """A restricted ticket, with the reason."""
    return {"number": scene.restricted.key, "reason": WHY}


CASES = [
    Case("openings:openings", "/openings/", all_get(200, *OPENERS, "privacy")),
    Case("openings:new", "/openings/new/", all_get(200, *OPENERS)),
    Case("openings:new", "/openings/new/", all_get(422, *OPENERS), method="POST", about="without a reason"),
    Case("openings:new", "/openings/new/", all_get(302, *OPENERS), method="POST", data=asked),
    Case("openings:opening", one(), all_get(200, "duty_manager", "privacy")),
    Case(
        "openings:review", one("review/"), {"privacy": 302}, method="POST",
        data={"finding": "justified", "word": "Looked at the rota."},
    ),
]  # fmt: skip
