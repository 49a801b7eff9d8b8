"""The saved reports and the run that the matrix reaches for."""

from dataclasses import dataclass
from datetime import time

from hospital_itsm.reports.actions.runs import run_question
from hospital_itsm.reports.actions.saved import save_report
from hospital_itsm.reports.actions.schedules import add_schedule
from hospital_itsm.reports.models import ReportRun, ReportSchedule, SavedReport, ScheduleDelivery, ScheduleRun
from hospital_itsm.reports.questions import BY_CODE
from tests.world import World, again


@dataclass(frozen=True)
class ReportScene:
    """A report the agent keeps for themselves and has sent, one the lead shares with everybody, a run of the agent."""

    own: SavedReport
    shared: SavedReport
    run: ReportRun
    schedule: ReportSchedule
    delivery: ScheduleDelivery

    @classmethod
    def build(cls, world: World) -> "ReportScene":
        """Store it."""
        question = BY_CODE["units-reporting"]
        agent, lead = again(world.agent), again(world.lead)
        own = save_report(question, {"days": ["7"]}, actor=agent, name="My week")
        shared = save_report(question, {"days": ["90"]}, actor=lead, name="Quarter", sharing="everybody")
        run = run_question(question, {}, "csv", actor=agent)
        says = {
            "cadence": "daily",
            "at": time(7),
            "zone": "America/Chicago",
            "output": "csv",
            "people": [agent],
        }
        schedule = add_schedule(own, actor=agent, fields=says)
        occurrence = ScheduleRun.objects.create(schedule=schedule, due_at=run.asked_at, begun_at=run.asked_at)
        delivery = ScheduleDelivery.objects.create(of=occurrence, recipient=agent, outcome="sent", run=run)
        return cls(own, shared, run, schedule, delivery)
