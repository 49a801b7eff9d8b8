"""The outages and major incidents that the matrix reaches for."""

from dataclasses import dataclass

from django.utils import timezone

from hospital_itsm.continuity.actions.review import add_action
from hospital_itsm.continuity.models import (
    DataFeed,
    MajorAction,
    MajorIncident,
    Outage,
    RecoveryPlan,
    RecoveryTest,
)
from tests.continuity import cast
from tests.world import World, again


@dataclass(frozen=True)
class ContinuityScene:
    """An outage that runs and one that is planned; major incidents that are proposed, active, over; registers."""

    running: Outage
    planned: Outage
    proposed: MajorIncident
    active: MajorIncident
    over: MajorIncident
    action: MajorAction
    test: RecoveryTest
    plan: RecoveryPlan
    feed: DataFeed

    @classmethod
    def build(cls, world: World) -> "ContinuityScene":
        """Store it."""
        active, over, proposed = cast.declared(world), cast.stood_down(world), cast.proposed(world)
        action = add_action(
            active.pk,
            actor=again(world.duty_manager),
            text="Call the vendor",
            owner=again(world.agent),
            due_on=timezone.localdate(),
        )
        kept = cast.tested(world), cast.plan(world), cast.feed(world)
        return cls(cast.outage(world), cast.planned(world), proposed, active, over, action, *kept)
