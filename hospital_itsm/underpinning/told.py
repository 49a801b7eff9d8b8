"""The kind of the change feed that is of tasks with vendors."""

from hospital_itsm.feed.kinds import Kind, register
from hospital_itsm.underpinning.models import VendorTask


def register_kinds() -> None:
    """Called once when the app is ready."""
    needs = ("vendor_task.read", "vendors:read")
    register(
        Kind(
            "vendor_task",
            VendorTask,
            needs,
            lambda row: str(row.pk),
            "api:vendor_task",
            joined=("ticket",),
            outside=lambda row: not row.ticket.is_restricted,
        )
    )
