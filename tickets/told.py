"""The kinds of the change feed that are of tickets; their actions tell by themselves."""

from typing import Any

from hospital_itsm.feed.kinds import Kind, register
from tickets.access import reads_as_desk
from tickets.models import Notice, Ticket

READ = ("ticket.read", "tickets:read")


def nobody(actor: Any) -> bool:
    """Tickets are never gone; one that is hidden is nobody's business."""
    return False


def register_kinds() -> None:
    """Called once when the app is ready."""
    register(
        Kind(
            "ticket",
            Ticket,
            READ,
            lambda row: row.key,
            "api:ticket",
            columns=("key", "kind", "is_restricted", "team_id", "joint_team_id"),
            sees_all=nobody,
            tells_verb=reads_as_desk,
            by_trail=False,
            outside=lambda row: not row.is_restricted,
        )
    )
    register(
        Kind(
            "notice", Notice, READ, lambda row: str(row.pk), "api:notice", is_looked_up=False, by_trail=False
        )
    )
