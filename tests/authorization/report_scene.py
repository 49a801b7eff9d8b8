"""The saved reports and the run that the matrix reaches for."""

from dataclasses import dataclass

from hospital_itsm.reports.actions.runs import run_question
from hospital_itsm.reports.actions.saved import save_report
from hospital_itsm.reports.models import ReportRun, SavedReport
from hospital_itsm.reports.questions import BY_CODE
from tests.world import World, again


@dataclass(frozen=True)
class ReportScene:
    """A report the agent keeps for themselves, one the lead shares with everybody, and a run of the agent."""

    own: SavedReport
    shared: SavedReport
    run: ReportRun

    @classmethod
    def build(cls, world: World) -> "ReportScene":
        """Store it."""
        question = BY_CODE["units-reporting"]
        agent, lead = again(world.agent), again(world.lead)
        own = save_report(question, {"days": ["7"]}, actor=agent, name="My week")
        shared = save_report(question, {"days": ["90"]}, actor=lead, name="Quarter", sharing="everybody")
        return cls(own, shared, run_question(question, {}, "csv", actor=agent))
