"""Who goes through a view ticket by ticket, and whose decisions are taken."""

from tests.authorization.desk import ITS_TEAM
from tests.authorization.scene import Scene
from tests.authorization.table import WORKERS, Case, all_get


def page(scene: Scene) -> str:
    """The ordinary ticket in triage."""
    return f"/queue/triage/{scene.ticket.key}/"


def restricted(scene: Scene) -> str:
    """The restricted ticket in triage."""
    return f"/queue/triage/{scene.restricted.key}/"


TAKEN = {**all_get(403, *WORKERS), **all_get(302, *ITS_TEAM)}
SEEN = {**all_get(404, *WORKERS), **all_get(200, "security", "security_member", "privacy")}
CASES = [
    Case("triage:start", "/queue/triage/?view=all", all_get(302, *WORKERS)),
    Case("triage:over", "/queue/triage/over/", all_get(200, *WORKERS)),
    Case("triage:undo", "/queue/triage/undo/", all_get(302, *WORKERS), method="POST"),
    Case("triage:ticket", page, all_get(200, *WORKERS)),
    Case("triage:ticket", page, TAKEN, method="POST", data={"do": "take"}, about="taken"),
    Case("triage:ticket", restricted, SEEN, about="restricted"),
]
