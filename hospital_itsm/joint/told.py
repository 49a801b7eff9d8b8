"""The kind of the change feed that is of tasks between teams."""

from hospital_itsm.feed.kinds import Kind, register
from hospital_itsm.joint.models import TicketTask


def register_kinds() -> None:
    """Called once when the app is ready."""
    register(
        Kind(
            "ticket_task",
            TicketTask,
            ("ticket_task.read", "tickets:read"),
            lambda row: str(row.pk),
            "api:ticket_task",
            joined=("ticket",),
            outside=lambda row: not row.ticket.is_restricted,
        )
    )
