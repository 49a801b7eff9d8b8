"""Take next: the shortest time left of one's own teams, and never the same ticket for two people."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from hospital_itsm.core.errors import Forbidden
from tests.tickets import desk_cast as cast
from tests.world import World, again
from tickets.actions.working import take_next
from tickets.choices import State
from tickets.models import Ticket

HANDS = 4
TICKETS = 12


def waiting(world: World, count: int, team: str = "SD-L1") -> list[Ticket]:
    """Unassigned tickets of a team, the last one due first."""
    now = timezone.now()
    return [
        cast.plain(team=world.team(team), opened_at=now, next_due_at=now + timedelta(hours=count - n))
        for n in range(count)
    ]


@pytest.mark.django_db
def test_it_takes_the_one_whose_time_runs_out_first(world: World) -> None:
    tickets = waiting(world, 3)
    taken = take_next(actor=world.second_agent)
    assert taken == tickets[-1]
    assert (cast.fresh(tickets[-1]).assignee, cast.fresh(tickets[-1]).state) == (
        world.second_agent,
        State.ASSIGNED,
    )


@pytest.mark.django_db
def test_it_leaves_other_teams_pending_and_assigned_tickets_alone(world: World) -> None:
    waiting(world, 1, "NET")
    (pending, owned) = waiting(world, 2)
    Ticket.objects.filter(pk=pending.pk).update(state=State.PENDING_VENDOR)
    Ticket.objects.filter(pk=owned.pk).update(assignee=world.agent)
    assert take_next(actor=world.second_agent) is None


@pytest.mark.django_db
def test_one_team_can_be_chosen_and_only_an_own_one(world: World) -> None:
    waiting(world, 1, "SD-L1")
    (own,) = waiting(world, 1, "EUC")
    assert take_next(actor=world.agent, team=world.team("EUC")) == own
    with pytest.raises(Forbidden):
        take_next(actor=world.agent, team=world.team("NET"))


@pytest.mark.django_db(transaction=True)
def test_many_hands_never_take_the_same_ticket() -> None:
    world = World.build()
    tickets = waiting(world, TICKETS)
    together = Barrier(HANDS)

    def take_all(person: int) -> list[int]:
        taker = again((world.agent, world.second_agent, world.lead, world.agent)[person])
        together.wait()
        try:
            return [
                taken.pk
                for taken in (
                    take_next(actor=taker, team=world.team("SD-L1")) for _ in range(TICKETS // HANDS)
                )
                if taken is not None
            ]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as pool:
        taken = [pk for found in pool.map(take_all, range(HANDS)) for pk in found]
    assert len(taken) == len(set(taken))
    assert set(taken) <= {ticket.pk for ticket in tickets}
    assert Ticket.objects.filter(assignee__isnull=False).count() == len(taken) == TICKETS
