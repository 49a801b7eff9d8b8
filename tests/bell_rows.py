"""Bursts in the bell whose statements are counted."""

from typing import Any

from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.outbox.actions.deliver import put_in_bells
from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.tell import tell


def rung(scene: Any, path: str = "/bell/") -> str:
    """The bell of the agent with a burst of three messages about each ticket."""
    postman = System("outbox")
    if scene.world.agent.bell_items.filter(burst__isnull=False).exists():
        return path
    for ticket in scene.tickets:
        for number in range(3):
            tell(
                actor=postman,
                kind="ticket.state",
                recipients=[scene.world.agent],
                payload={"ticket": ticket.key, "state": "In progress"},
                dedupe=f"{ticket.key}:{number}",
                channels=[Channel.IN_APP],
            )
        put_in_bells(actor=postman, now=timezone.now())
        scene.world.agent.bell_items.filter(folded_at=None, about=ticket.key).update(kind="")
    return path
