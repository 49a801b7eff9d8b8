"""Who reads and keeps the registers, and who tells that a feed ran."""

from collections.abc import Mapping
from typing import Any

from tests.authorization.api_rest import POSTERS
from tests.authorization.api_tickets import HERE
from tests.authorization.assets import READS_ALL
from tests.authorization.continuity import rest
from tests.authorization.scene import Scene
from tests.authorization.table import Case, all_get

READ, KEEP = all_get(200, *READS_ALL), all_get(200, *POSTERS)
TEST = {"kind": "restore", "service": "A001", "done_on": "2026-01-05", "result": "passed"}
PLAN = {
    "service": "A002", "title": "Bring orders back", "kept_at": "Binder", "reviewed_on": "2026-01-05",
    "review_due_on": "2027-01-05", "is_active": "on",
}  # fmt: skip
FEED = {"name": "Charges", "source": "ChargeKeeper", "expected_minutes": "1440", "is_active": "on"}
RUN = {"run_key": "matrix", "ended_at": "2026-01-05T08:00:00Z", "result": "ok"}


def posts(name: str, path: object, data: Mapping[str, Any]) -> Case:
    """A form that is sent."""
    return Case(f"continuity:{name}", path, all_get(302, *POSTERS), method="POST", data=data)  # type: ignore[arg-type]


def owned(scene: Scene) -> dict[str, Any]:
    """A plan with its owner."""
    return {**PLAN, "owner": scene.world.cio.pk}


def withdraws(scene: Scene) -> str:
    """The address that withdraws the scene's test."""
    return f"/continuity/tests/{scene.continuity.test.pk}/withdraw/"


def plan(scene: Scene) -> str:
    """The address of the scene's plan."""
    return f"/continuity/plans/{scene.continuity.plan.pk}/"


AT_FEED = "/continuity/feeds/lab-results/"
CASES = [
    Case("continuity:tests", "/continuity/tests/", READ),
    Case("continuity:plans", "/continuity/plans/", READ),
    Case("continuity:feeds", "/continuity/feeds/", READ),
    Case("continuity:feed", AT_FEED, READ),
    Case("continuity:new_test", "/continuity/tests/new/", KEEP),
    posts("new_test", "/continuity/tests/new/", TEST),
    Case("continuity:withdraw_test", withdraws, KEEP),
    posts("withdraw_test", withdraws, {"reason": "Recorded twice"}),
    Case("continuity:new_plan", "/continuity/plans/new/", KEEP),
    posts("new_plan", "/continuity/plans/new/", owned),  # type: ignore[arg-type]
    Case("continuity:plan", plan, KEEP),
    posts("plan", plan, owned),  # type: ignore[arg-type]
    Case("continuity:new_feed", "/continuity/feeds/new/", KEEP),
    posts("new_feed", "/continuity/feeds/new/", {**FEED, "code": "charges"}),
    Case("continuity:edit_feed", f"{AT_FEED}edit/", KEEP),
    posts("edit_feed", f"{AT_FEED}edit/", FEED),
    rest("recovery_tests", f"{HERE}recovery_tests/", READ),
    rest("recovery_tests", f"{HERE}recovery_tests/", all_get(201, *POSTERS), "POST", TEST),
    rest("recovery_plans", f"{HERE}recovery_plans/", READ),
    rest("data_feeds", f"{HERE}data_feeds/", READ),
    rest("data_feed", f"{HERE}data_feeds/lab-results/", READ),
    rest("data_feed_runs", f"{HERE}data_feeds/lab-results/runs/", {"integration": 201}, "POST", RUN),
]
