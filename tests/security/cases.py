"""What the attackers of these tests share: a ticket that became restricted after people knew of it."""

from tests.tickets import desk_cast as cast
from tests.world import World, again
from tickets.actions.working import set_team
from tickets.models import Ticket

PATIENT = "MRN 48213377"
"""Patient data as people type it; the figures of the number must be nowhere in clear."""
FIGURES = "48213377"


def became_restricted(world: World, ticket: Ticket) -> Ticket:
    """The ticket after it went to the security team, whose tickets are restricted."""
    set_team(ticket.key, actor=again(world.security), team=world.team("SEC"), reason="An account was taken.")
    moved = cast.fresh(ticket)
    assert moved.is_restricted
    return moved
