"""Who sees tickets with vendors and scorecards, notes answers, and writes down what contracts promise."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.authorization.api_rest import posts as rest_posts
from tests.authorization.api_rest import reads as rest_reads
from tests.authorization.api_tickets import HERE
from tests.authorization.desk import ITS_TEAM
from tests.authorization.scene import Scene
from tests.authorization.table import WORKERS, Case, all_get
from tests.authorization.vendors import SEES_VENDORS

SEES_TASKS = tuple(who for who in SEES_VENDORS if who != "integration")
KEEPS = (*ITS_TEAM, "vendor_manager")
READS = all_get(200, *SEES_TASKS)
PROMISE: dict[str, Any] = {"amount": 8, "unit": "hours"}
RESPONSE = "contracts/C-1005/promises/response/"


def keeps(status: int) -> dict[str, int]:
    """Who works the ticket, and who manages vendors and reads it; others who work tickets may not."""
    return {**all_get(403, *WORKERS), **all_get(status, *KEEPS)}


def task(suffix: str = "", root: str = "/vendors/tasks/") -> Callable[[Scene], str]:
    """A page of the scene's task."""
    return lambda scene: f"{root}{scene.vendor_task.pk}/{suffix}"


def scorecard(scene: Scene) -> str:
    """The scorecard of the vendor."""
    return f"/vendors/{scene.world.vendor.pk}/scorecard/"


def chosen(scene: Scene) -> Mapping[str, Any]:
    """The contract in force."""
    return {"contract": scene.contract.pk}


def typed(scene: Scene) -> Mapping[str, Any]:
    """A promise as the form sends it."""
    return {**PROMISE, "calendar": scene.world.calendars["BUS"].pk}


def sends(method: str, data: Mapping[str, Any], status: int) -> Case:
    """A change of the promise over REST."""
    return Case(
        "api:contract_promise", f"{HERE}{RESPONSE}", {"vendor_manager": status}, others=403, method=method,
        data=data, anonymous=401,
    )  # fmt: skip


CASES = [
    Case("underpinning:tasks", "/vendors/tasks/", READS),
    Case("underpinning:task", task(), READS),
    Case("underpinning:answer", task("answer/"), keeps(200)),
    Case("underpinning:answer", task("answer/"), keeps(302), method="POST", data={"number": "NL-1"}),
    Case("underpinning:choose_contract", task("contract/"), keeps(200)),
    Case("underpinning:choose_contract", task("contract/"), keeps(302), method="POST", data=chosen),
    Case("underpinning:clocks", "/vendors/clocks/", READS),
    Case("underpinning:scorecards", "/vendors/scorecards/", READS),
    Case("underpinning:scorecard", scorecard, READS),
    Case("underpinning:promises", "/contracts/C-1005/promises/", all_get(200, *SEES_VENDORS)),
    Case("underpinning:promise", f"/{RESPONSE}", {"vendor_manager": 200}),
    Case("underpinning:promise", f"/{RESPONSE}", {"vendor_manager": 302}, method="POST", data=typed),
    Case("underpinning:remove_promise", f"/{RESPONSE}remove/", {"vendor_manager": 302}, method="POST"),
    rest_reads("vendor_tasks", "vendor_tasks/", SEES_TASKS),
    Case("api:vendor_task", task("", f"{HERE}vendor_tasks/"), READS, others=403, anonymous=401),
    rest_posts("vendor_task_answer", task("answer/", f"{HERE}vendor_tasks/"), {}, all_get(200, *KEEPS)),
    rest_posts(
        "vendor_task_contract",
        task("contract/", f"{HERE}vendor_tasks/"),
        {"contract": "C-1005"},
        all_get(200, *KEEPS),
    ),
    rest_reads("vendor_clocks", "vendor_clocks/", SEES_TASKS),
    rest_reads("vendor_scorecards", "vendor_scorecards/", SEES_TASKS),
    rest_reads("vendor_scorecard", "vendors/Northlight%20Networks/scorecard/", SEES_TASKS),
    rest_reads("contract_promises", "contracts/C-1005/promises/", SEES_VENDORS),
    sends("PUT", {**PROMISE, "calendar": "BUS"}, 200),
    sends("DELETE", {}, 204),
]
