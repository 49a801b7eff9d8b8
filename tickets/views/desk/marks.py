"""What the agent's templates draw of a ticket: state mark, care mark and number shown, as plain values."""

from tickets.choices import PENDING_STATES, State
from tickets.models import Ticket

STATE_MARKS = {
    State.NEW: "new",
    State.TRIAGED: "new",
    State.ASSIGNED: "new",
    State.IN_PROGRESS: "prog",
    State.RESTORED: "done",
    State.RESOLVED: "done",
    State.CLOSED: "none",
    State.CANCELLED: "none",
    State.MERGED: "none",
    **dict.fromkeys(PENDING_STATES, "wait"),
}


def state_mark(ticket: Ticket) -> str:
    """The kind of mark the `state_tag` draws for the ticket's state (ux.md 4.5)."""
    return STATE_MARKS[State(ticket.state)]


def shown_priority(ticket: Ticket) -> int:
    """The shape to draw; planned work looks like the lowest priority."""
    return min(ticket.priority, 4)
