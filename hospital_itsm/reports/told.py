"""The kind of the change feed that is of reports: saved ones, to those who see them."""

from typing import Final

from hospital_itsm.feed.kinds import Kind, register
from hospital_itsm.reports.models import SavedReport

NEEDS: Final = ("report.read", "reports:read")


def register_kinds() -> None:
    """Called once when the app is ready."""
    register(
        Kind(
            "saved_report",
            SavedReport,
            NEEDS,
            lambda row: str(row.pk),
            "api:saved_report",
            sees_all=lambda actor: False,
        )
    )
