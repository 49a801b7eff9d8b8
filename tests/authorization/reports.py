"""Who asks which question, who has which saved report, and who fetches the file of a run."""

from collections.abc import Callable

from tests.authorization.budgets import READS_MONEY
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, Case, all_get

READERS = (*DESK, "vp_infrastructure", "vp_applications", "cio", "finance")
TRAIL_READERS = ("security", "auditor")
MAINTENANCE = READERS
OF_MONEY = READS_MONEY
QUESTION = "/reports/units-reporting/"
NAMED = {"name": "Mine", "sharing": "nobody", "version": "0"}


def own(suffix: str = "") -> Callable[[Scene], str]:
    """The agent's saved report."""
    return lambda scene: f"/reports/saved/{scene.reports.own.pk}/{suffix}"


def shared(suffix: str = "") -> Callable[[Scene], str]:
    """The lead's, shared with everybody."""
    return lambda scene: f"/reports/saved/{scene.reports.shared.pk}/{suffix}"


def run(suffix: str = "") -> Callable[[Scene], str]:
    """The agent's run."""
    return lambda scene: f"{QUESTION}runs/{scene.reports.run.pk}/{suffix}"


CASES = [
    Case("reports:questions", "/reports/", all_get(200, *READERS)),
    Case("reports:runs", "/reports/runs/", all_get(200, *READERS)),
    Case("reports:question", QUESTION, all_get(200, *DESK)),
    Case("reports:question", f"{QUESTION}?colour=red", all_get(400, *DESK), about="with an unknown filter"),
    Case("reports:question", "/reports/budget-standing/", all_get(200, *OF_MONEY), about="of money"),
    Case("reports:question", "/reports/lists-taken/", all_get(200, *TRAIL_READERS), about="of the trail"),
    Case("reports:question", "/reports/nothing/", about="that is none"),
    Case("reports:question", QUESTION, all_get(302, *DESK), method="POST", data={"output": "csv"}),
    Case("reports:question", QUESTION, all_get(422, *DESK), method="POST", about="as nothing"),
    Case("reports:save", f"{QUESTION}save/", all_get(200, *DESK)),
    Case("reports:save", f"{QUESTION}save/", all_get(302, *DESK), method="POST", data=NAMED),
    Case("reports:saved", own(), {"agent": 200}),
    Case("reports:saved", shared(), all_get(200, *DESK), about="shared with everybody"),
    Case("reports:saved", shared(), all_get(302, *DESK), method="POST", data={"output": "csv"}),
    Case("reports:edit_saved", own("edit/"), {"agent": 200}),
    Case("reports:edit_saved", own("edit/"), {"agent": 302}, method="POST", data={**NAMED, "version": "1"}),
    Case("reports:edit_saved", shared("edit/"), {"lead": 200}, about="shared with everybody"),
    Case("reports:keep_saved", own("keep/?days=30"), {"agent": 302}, method="POST"),
    Case("reports:remove_saved", shared("remove/"), {"lead": 302}, method="POST"),
    Case("reports:run", run(), {"agent": 200}),
    Case("reports:run_file", run("file/"), {"agent": 200}),
    Case("reports:run_again", run("again/"), {"agent": 302}, method="POST"),
    Case("reports:export_maintenance", "/reports/lists/maintenance/export/",
         all_get(200, *MAINTENANCE, "charge_nurse", "integration"), method="POST", data={"format": "csv"}),
    Case("reports:export_trail", "/reports/lists/taken/export/", all_get(200, *TRAIL_READERS), method="POST",
         data={"format": "csv"}),
]  # fmt: skip
