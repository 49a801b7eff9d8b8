"""What the page says about a hand-over: offered to whom, who may answer, who may offer."""

from dataclasses import dataclass
from typing import Any

from hospital_itsm.core.access import can
from tickets.models import Handover, Ticket


@dataclass(frozen=True)
class HandoverTold:
    """`offered_name` is empty where nothing waits; the rest is what this person may press."""

    offered_name: str
    may_answer: bool
    may_offer: bool


def handover_of(ticket: Ticket, actor: Any) -> HandoverTold:
    """The state of the hand-over of a ticket read with its surroundings."""
    offered_to = getattr(ticket, "offered_to", None)
    offer = Handover(ticket=ticket, to_team_id=offered_to) if offered_to else None
    return HandoverTold(
        offered_name=getattr(ticket, "offered_name", "") or "",
        may_answer=offer is not None and ticket.is_open and can(actor, "handover.answer", offer),
        may_offer=offer is None
        and ticket.is_open
        and ticket.team_id is not None
        and ticket.joint_team_id is None
        and can(actor, "ticket.work", ticket),
    )
