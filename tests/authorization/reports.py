"""Who asks which question, who has which saved report, and who fetches the file of a run."""

from collections.abc import Callable

from tests.authorization.api_rest import reads as rest_reads
from tests.authorization.api_tickets import ANY, HERE
from tests.authorization.budgets import READS_MONEY
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, Case, all_get

READERS = (*DESK, "vp_infrastructure", "vp_applications", "cio", "finance")
TRAIL_READERS = ("security", "auditor")
MAINTENANCE = READERS
OF_MONEY = READS_MONEY
QUESTION = "/reports/units-reporting/"
NAMED = {"name": "Mine", "sharing": "nobody", "version": "0"}

SCHEDULED = {
    "cadence": "weekly", "weekday": "4", "at": "07:00", "zone": "America/Chicago", "output": "pdf", "month_day": "1",
    "teams": ["EUC"], "version": "0",
}  # fmt: skip


def own(suffix: str = "") -> Callable[[Scene], str]:
    """The agent's saved report."""
    return lambda scene: f"/reports/saved/{scene.reports.own.pk}/{suffix}"


def shared(suffix: str = "") -> Callable[[Scene], str]:
    """The lead's, shared with everybody."""
    return lambda scene: f"/reports/saved/{scene.reports.shared.pk}/{suffix}"


def run(suffix: str = "") -> Callable[[Scene], str]:
    """The agent's run."""
    return lambda scene: f"{QUESTION}runs/{scene.reports.run.pk}/{suffix}"


def rest(path: Callable[[Scene], str]) -> Callable[[Scene], str]:
    """Something of the scene over REST."""
    return lambda scene: f"{HERE}reports/{path(scene)}"


def rest_own(scene: Scene) -> str:
    """The agent's saved report."""
    return f"saved/{scene.reports.own.pk}/"


def rest_shared(scene: Scene) -> str:
    """The lead's, shared with everybody."""
    return f"saved/{scene.reports.shared.pk}/"


def rest_run(scene: Scene) -> str:
    """The agent's run."""
    return f"runs/{scene.reports.run.pk}/"


def rest_file(scene: Scene) -> str:
    """Its file."""
    return f"{rest_run(scene)}file/"


def rest_schedule(scene: Scene) -> str:
    """The agent's schedule."""
    return f"schedules/{scene.reports.schedule.pk}/"


def new_schedule(scene: Scene) -> dict[str, object]:
    """A schedule of the agent's own report."""
    return {
        "saved": scene.reports.own.pk, "cadence": "daily", "at": "07:00", "zone": "America/Chicago", "output": "csv",
        "teams": ["EUC"],
    }  # fmt: skip


SEES = all_get(404, *READERS)
NEW = {"name": "Mine", "question": "units-reporting"}


def schedule(suffix: str = "") -> Callable[[Scene], str]:
    """The agent's schedule."""
    return lambda scene: f"/reports/schedules/{scene.reports.schedule.pk}/{suffix}"


CASES = [
    Case("reports:schedules", "/reports/schedules/", all_get(200, *READERS)),
    Case("reports:new_schedule", own("schedule/"), {"agent": 200}),
    Case("reports:new_schedule", own("schedule/"), {"agent": 302}, method="POST", data=SCHEDULED),
    Case("reports:new_schedule", shared("schedule/"), {"lead": 200}, about="of one shared with everybody"),
    Case("reports:schedule", schedule(), {"agent": 200}),
    Case("reports:edit_schedule", schedule("edit/"), {"agent": 200}),
    Case("reports:edit_schedule", schedule("edit/"), {"agent": 302}, method="POST", data={**SCHEDULED, "version": "1"}),
    Case("reports:pause_schedule", schedule("pause/"), {"agent": 302}, method="POST"),
    Case("reports:resume_schedule", schedule("resume/"), {"agent": 302}, method="POST"),
    Case("reports:remove_schedule", schedule("remove/"), {"agent": 302}, method="POST"),
    Case("reports:sent", lambda scene: f"/reports/schedules/sent/{scene.reports.delivery.pk}/", {"agent": 302}),
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
    rest_reads("report_questions", "reports/questions/", READERS),
    Case("api:report_question", f"{HERE}reports/questions/units-reporting/", {**SEES, **all_get(200, *DESK)},
         others=403, anonymous=401),
    rest_reads("saved_reports", "reports/saved/", READERS),
    Case("api:saved_reports", f"{HERE}reports/saved/", {**all_get(403, *READERS), **all_get(201, *DESK)}, others=403,
         method="POST", data=NEW, anonymous=401),
    Case("api:saved_report", rest(rest_own), {**SEES, "agent": 200}, others=403, anonymous=401),
    Case("api:saved_report", rest(rest_shared), {**SEES, **all_get(200, *DESK)}, others=403, anonymous=401,
         about="shared with everybody"),
    Case("api:saved_report", rest(rest_shared), {**SEES, **all_get(403, *DESK), "lead": 200}, others=403,
         method="PATCH", data={"name": "Other"}, anonymous=401, headers=ANY),
    Case("api:saved_report", rest(rest_shared), {**SEES, **all_get(403, *DESK), "lead": 204}, others=403,
         method="DELETE", anonymous=401, headers=ANY),
    rest_reads("report_schedules", "reports/schedules/", READERS),
    Case("api:report_schedules", f"{HERE}reports/schedules/", {**SEES, "agent": 201}, others=403, method="POST",
         data=new_schedule, anonymous=401),
    Case("api:report_schedule", rest(rest_schedule), {**SEES, "agent": 200}, others=403, anonymous=401),
    Case("api:report_schedule", rest(rest_schedule), {**SEES, "agent": 200}, others=403, method="PATCH",
         data={"at": "08:15"}, anonymous=401, headers=ANY),
    Case("api:report_schedule", rest(rest_schedule), {**SEES, "agent": 204}, others=403, method="DELETE",
         anonymous=401, headers=ANY),
    Case("api:report_schedule_pause", rest(lambda scene: f"{rest_schedule(scene)}pause/"), {**SEES, "agent": 200},
         others=403, method="POST", anonymous=401),
    Case("api:report_schedule_resume", rest(lambda scene: f"{rest_schedule(scene)}resume/"), {**SEES, "agent": 200},
         others=403, method="POST", anonymous=401),
    rest_reads("report_runs", "reports/runs/", READERS),
    Case("api:report_runs", f"{HERE}reports/runs/", {**all_get(403, *READERS), **all_get(201, *DESK)}, others=403,
         method="POST", data={"question": "units-reporting", "output": "csv"}, anonymous=401),
    Case("api:report_run", rest(rest_run), {**SEES, "agent": 200}, others=403, anonymous=401),
    Case("api:report_run_file", rest(rest_file), {**SEES, "agent": 200}, others=403, anonymous=401),
]  # fmt: skip
