"""What the technician asks the agent in the matrix."""

from datetime import timedelta

from hospital_itsm.people.models import OnCallShift, OnCallSwap
from tests.world import COMING_FROM, World


def swap(world: World) -> OnCallSwap:
    """To take a week of the second line, a year after the one that others are asked about."""
    begin = COMING_FROM + timedelta(weeks=52)
    shift = OnCallShift.objects.create(
        team=world.team("EUC"),
        level="secondary",
        user=world.technician,
        starts_at=begin,
        ends_at=begin + timedelta(weeks=1),
    )
    return OnCallSwap.objects.create(shift=shift, asker=world.technician, asked=world.agent, lapses_at=begin)
