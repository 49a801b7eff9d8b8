"""The kind of the change feed that is of patient events; only their few readers are told, and no other machine."""

from hospital_itsm.feed.kinds import Kind, register
from hospital_itsm.safety.models import PatientEvent


def register_kinds() -> None:
    """Called once when the app is ready."""
    needs = ("patient_event.read", "safety:read")
    register(
        Kind(
            "patient_event",
            PatientEvent,
            needs,
            lambda row: str(row.pk),
            "api:patient_event",
            outside=None,
        )
    )
