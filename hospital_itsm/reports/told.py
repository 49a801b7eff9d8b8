"""The kinds of the change feed that are of reports: saved ones, schedules and runs, to those who see them."""

from typing import Any, Final

from hospital_itsm.feed.kinds import Kind, register
from hospital_itsm.reports.models import ReportRun, ReportSchedule, SavedReport

NEEDS: Final = ("report.read", "reports:read")


def register_kinds() -> None:
    """Called once when the app is ready."""
    for code, model in (
        ("saved_report", SavedReport),
        ("report_schedule", ReportSchedule),
        ("report_run", ReportRun),
    ):
        register(Kind(code, model, NEEDS, _number, f"api:{code}", sees_all=_nothing_gone))


def _number(row: Any) -> str:
    return str(row.pk)


def _nothing_gone(actor: Any) -> bool:
    return False
