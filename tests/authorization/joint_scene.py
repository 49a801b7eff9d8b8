"""The tasks, the checklist and the agreement that the matrix reaches for."""

from dataclasses import dataclass

from django.utils import timezone

from hospital_itsm.joint.models import Checklist, OlaAgreement, TicketTask
from tests.world import World
from tickets.models import Ticket


@dataclass
class JointScene:
    """A task of the network team on the ordinary ticket, one of security on the restricted one, and what is kept."""

    task: TicketTask
    restricted: TicketTask
    checklist: Checklist
    agreement: OlaAgreement

    @classmethod
    def build(cls, world: World, ticket: Ticket, restricted: Ticket) -> "JointScene":
        """Store them; no time is agreed for these tasks, and no ticket waits for them before it is resolved."""
        return cls(
            _task(world, ticket, "NET"),
            _task(world, restricted, "SEC"),
            Checklist.objects.create(code="CL-1", name="Cart does not scan", tasks="NET: Check the port"),
            OlaAgreement.objects.get(code="OLA"),
        )


def _task(world: World, ticket: Ticket, team: str) -> TicketTask:
    return TicketTask.objects.create(
        ticket=ticket,
        words="Check the port",
        team=world.team(team),
        is_required=False,
        priority=ticket.priority,
        opened_at=timezone.now(),
        opened_by=world.agent,
    )
