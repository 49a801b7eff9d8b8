"""Saved reports and runs for the pages whose statements are counted."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from hospital_itsm.reports.actions.runs import run_question
from hospital_itsm.reports.actions.saved import save_report
from hospital_itsm.reports.models import ReportRun, ReportSchedule, SavedReport, ScheduleDelivery, ScheduleRun
from hospital_itsm.reports.questions import BY_CODE
from tests.world import again


def stored(scene: Any, address: str) -> str:
    """An address, after as many saved reports and runs of the agent as there are tickets were stored."""
    missing = len(scene.tickets) - ReportRun.objects.count()
    if missing > 0:
        _store(scene, missing)
    if "schedule" in address and not ReportSchedule.objects.exists():
        _schedule(scene)
    named = {"saved": SavedReport, "run": ReportRun, "schedule": ReportSchedule}
    ids = {name: model.objects.latest("pk").pk for name, model in named.items() if f"{{{name}}}" in address}
    return address.format(**ids)


def _store(scene: Any, missing: int) -> None:
    agent, question, team = again(scene.world.agent), BY_CODE["open-longest"], scene.world.team("EUC")
    for number in range(missing):
        save_report(question, {}, actor=agent, name=f"Mine {missing} {number}", sharing="team", team=team)
        run_question(question, {}, "page", actor=agent)


def _schedule(scene: Any) -> None:
    """A schedule of each saved report; the latest ran as often as there are tickets, for so many people each time."""
    agent, now = scene.world.agent, timezone.now()
    says = {
        "cadence": "daily",
        "at": time(7),
        "zone": "UTC",
        "output": "csv",
        "next_at": now,
        "expires_on": now.date(),
    }
    made = ReportSchedule.objects.bulk_create(
        ReportSchedule(saved=saved, created_at=now, **says)
        for saved in SavedReport.objects.filter(owner=agent)
    )
    people = list(scene.world.people.values())[: len(scene.tickets)]
    made[-1].people.set(people)
    for number in range(len(scene.tickets)):
        run = ScheduleRun.objects.create(schedule=made[-1], due_at=now - timedelta(days=number), begun_at=now)
        ScheduleDelivery.objects.bulk_create(
            ScheduleDelivery(of=run, recipient=one, outcome="sent", rows=3) for one in people
        )
