"""The saved views and the calm ticket that the matrix reaches for."""

from dataclasses import dataclass

from django.utils import timezone

from hospital_itsm.desk.actions.views import save_view
from hospital_itsm.desk.models import SavedView
from tests.world import World, again
from tickets.choices import Kind
from tickets.models import Ticket


@dataclass(frozen=True)
class DeskScene:
    """A view the agent keeps for themselves, and one the lead shares with everyone."""

    own: SavedView
    shared: SavedView
    calm: Ticket
    """A ticket of the scene's team that nothing presses."""

    @classmethod
    def build(cls, world: World) -> "DeskScene":
        """Store it."""
        own = save_view("mine", {"priority": ["1"]}, actor=again(world.agent), name="My first ones")
        shared = save_view("all", {}, actor=again(world.lead), name="Everything", reach="everyone")
        calm = Ticket.objects.create(
            key="INC-777001",
            kind=Kind.INCIDENT,
            title="Second tray of the printer jams",
            team=world.team("EUC"),
            opened_at=timezone.now(),
        )
        return cls(own, shared, calm)
