"""The kind of the change feed that is of procedures."""

from hospital_itsm.feed.kinds import Kind, register
from hospital_itsm.procedures.models import Procedure


def register_kinds() -> None:
    """Called once when the app is ready."""
    needs = ("procedure.read", "assets:read")
    register(Kind("procedure", Procedure, needs, lambda row: str(row.pk), "api:procedure"))
