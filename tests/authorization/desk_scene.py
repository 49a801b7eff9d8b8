"""The saved views that the matrix reaches for."""

from dataclasses import dataclass

from hospital_itsm.desk.actions.views import save_view
from hospital_itsm.desk.models import SavedView
from tests.world import World, again


@dataclass(frozen=True)
class DeskScene:
    """A view the agent keeps for themselves, and one the lead shares with everyone."""

    own: SavedView
    shared: SavedView

    @classmethod
    def build(cls, world: World) -> "DeskScene":
        """Store it."""
        own = save_view("mine", {"priority": ["1"]}, actor=again(world.agent), name="My first ones")
        shared = save_view("all", {}, actor=again(world.lead), name="Everything", reach="everyone")
        return cls(own, shared)
