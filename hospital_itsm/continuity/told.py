"""The kinds of the change feed that are of outages and major incidents."""

from typing import Final

from hospital_itsm.continuity.models import MajorIncident, Outage
from hospital_itsm.feed.kinds import Kind, register

NEEDS: Final = ("outage.read", "continuity:read")


def register_kinds() -> None:
    """Called once when the app is ready."""
    register(
        Kind(
            "major",
            MajorIncident,
            NEEDS,
            lambda row: str(row.pk),
            "api:major",
            joined=("ticket",),
            outside=lambda row: row.ticket is None or not row.ticket.is_restricted,
        )
    )
    register(Kind("outage", Outage, NEEDS, lambda row: str(row.pk), "api:outage"))
