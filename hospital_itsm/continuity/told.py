"""The kinds of the change feed that are of outages."""

from typing import Final

from hospital_itsm.continuity.models import Outage
from hospital_itsm.feed.kinds import Kind, register

NEEDS: Final = ("outage.read", "continuity:read")


def register_kinds() -> None:
    """Called once when the app is ready."""
    register(Kind("outage", Outage, NEEDS, lambda row: str(row.pk), "api:outage"))
