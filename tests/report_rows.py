"""Saved reports and runs for the pages whose statements are counted."""

from typing import Any

from hospital_itsm.reports.actions.runs import run_question
from hospital_itsm.reports.actions.saved import save_report
from hospital_itsm.reports.models import ReportRun, SavedReport
from hospital_itsm.reports.questions import BY_CODE
from tests.world import again


def stored(scene: Any, address: str) -> str:
    """An address, after as many saved reports and runs of the agent as there are tickets were stored."""
    missing = len(scene.tickets) - ReportRun.objects.count()
    if missing > 0:
        _store(scene, missing)
    named = {"saved": SavedReport, "run": ReportRun}
    ids = {name: model.objects.latest("pk").pk for name, model in named.items() if f"{{{name}}}" in address}
    return address.format(**ids)


def _store(scene: Any, missing: int) -> None:
    agent, question, team = again(scene.world.agent), BY_CODE["open-longest"], scene.world.team("EUC")
    for number in range(missing):
        save_report(question, {}, actor=agent, name=f"Mine {missing} {number}", sharing="team", team=team)
        run_question(question, {}, "page", actor=agent)
