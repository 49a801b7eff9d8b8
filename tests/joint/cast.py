"""Tickets with tasks of several teams, for the tests of joint tickets."""

from typing import Any

from hospital_itsm.joint.actions.tasks import add_task
from hospital_itsm.joint.models import TicketTask
from tests.world import World, again
from tickets.actions.transitions import transition
from tickets.models import Ticket

RESOLVED: dict[str, Any] = {"close_code": "restart", "cause": "unknown", "message": "It works again."}
SERIOUS: dict[str, Any] = {**RESOLVED, "clinical_impact": "none", "workaround": False, "downtime_minutes": 0}


def task(
    world: World, ticket: Ticket, words: str = "Check the port", team: str = "NET", **more: Any
) -> TicketTask:
    """The agent asks a team."""
    return add_task(ticket.key, actor=again(world.agent), words=words, team=world.team(team), **more)


def stored(row: TicketTask) -> TicketTask:
    """The task as stored."""
    return TicketTask.objects.get(pk=row.pk)


def step(world: World, ticket: Ticket, verb: str, **needs: Any) -> Ticket:
    """The agent takes a step of the ticket."""
    return transition(ticket.key, actor=again(world.agent), verb=verb, **needs)
