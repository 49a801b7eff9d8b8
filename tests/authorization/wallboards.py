"""Who keeps wallboards; whoever has the token of one and stands in its network sees it, signed in or not."""

from typing import Any

from tests import wall_rows
from tests.authorization.scene import Scene
from tests.authorization.setup import DONE, SHOWN, rows_of
from tests.authorization.table import EVERYBODY, Case, all_get

OPEN = all_get(200, *EVERYBODY)
LEAD_ON = all_get(303, *EVERYBODY)


def fields(scene: Scene) -> dict[str, Any]:
    """A board."""
    return {"code": "lobby", "name": "Lobby", "networks": "10.1.0.0/16"}


def address(suffix: str = "") -> Any:
    """The page of a board's address."""
    return lambda scene: f"/setup/wallboards/{wall_rows.board().pk}/address/{suffix}"


SEEN: Any = {
    "is_open": True,
    "others": 200,
    "anonymous": 200,
    "headers": {"Cookie": f"wall={wall_rows.SECRET}"},
}
UNSEEN: Any = {"is_open": True, "anonymous": 404}
CASES = [
    Case("wallboard:board", "/wall/ops/", **UNSEEN, about="without its token"),
    Case("wallboard:board", lambda scene: wall_rows.screen(), OPEN, **SEEN),
    Case("wallboard:now", "/wall/ops/now/", **UNSEEN, about="without its token"),
    Case("wallboard:now", lambda scene: wall_rows.screen("/wall/ops/now/"), OPEN, **SEEN),
    Case("wallboard:open", "/wall/ops/open/nobodys/", **UNSEEN, about="with a wrong token"),
    Case(
        "wallboard:open", lambda scene: wall_rows.screen(f"/wall/ops/open/{wall_rows.SECRET}/"), LEAD_ON, others=303,
        anonymous=303, is_open=True,
    ),
    Case("wallboard:address", address(), SHOWN),
    Case("wallboard:address", address(), SHOWN, method="POST"),
    Case("wallboard:revoke_address", address("revoke/"), DONE, method="POST"),
    *rows_of("wallboards", ("wallboard:row", "wallboard:rows"), lambda scene: wall_rows.board(), fields, DONE),
]  # fmt: skip
