"""The outages that the matrix reaches for."""

from dataclasses import dataclass

from hospital_itsm.continuity.models import Outage
from tests.continuity import cast
from tests.world import World


@dataclass(frozen=True)
class ContinuityScene:
    """An outage that runs and one that is planned."""

    running: Outage
    planned: Outage

    @classmethod
    def build(cls, world: World) -> "ContinuityScene":
        """Store it."""
        return cls(cast.outage(world), cast.planned(world))
