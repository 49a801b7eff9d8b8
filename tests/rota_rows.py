"""Shifts and requests about them, so many that a statement for each would show."""

from datetime import timedelta

from hospital_itsm.people.models import OnCallShift, OnCallSwap
from tests.query_scene import Rows
from tests.world import COMING_FROM

WEEK = timedelta(weeks=1)


def store(scene: Rows) -> None:
    """One coming week of the technician for each ticket, about which the agent is asked, and one of the agent's own."""
    team, begin = scene.world.team("EUC"), COMING_FROM + 10 * WEEK
    for number in range(OnCallSwap.objects.count(), len(scene.tickets)):
        times = {"starts_at": begin + number * WEEK, "ends_at": begin + (number + 1) * WEEK}
        shift = OnCallShift.objects.create(team=team, level="primary", user=scene.world.technician, **times)
        OnCallShift.objects.create(team=team, level="secondary", user=scene.world.agent, **times)
        OnCallSwap.objects.create(
            shift=shift, asker=shift.user, asked=scene.world.agent, lapses_at=shift.starts_at
        )


def at(scene: Rows, address: str) -> str:
    """The address, with the rows stored."""
    store(scene)
    return address


def first(scene: Rows) -> str:
    """The page of the first request."""
    store(scene)
    return f"/setup/on-call/swaps/{OnCallSwap.objects.earliest('pk').pk}/"
