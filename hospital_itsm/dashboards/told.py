"""The kind of the change feed that is of dates asked for at figures."""

from typing import Final

from hospital_itsm.dashboards.models import AskedDate
from hospital_itsm.feed.kinds import Kind, register

NEEDS: Final = ("asked_date.read", "kpis:read")


def register_kinds() -> None:
    """Called once when the app is ready."""
    register(Kind("asked_date", AskedDate, NEEDS, lambda row: str(row.pk), "api:asked_date"))
