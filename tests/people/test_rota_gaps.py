"""Gaps of the rota are seen before they come, on its page and over REST."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.people.actions.rota import add_shift
from hospital_itsm.people.models import OnCallShift, User
from hospital_itsm.people.rota import AHEAD, rota_at
from hospital_itsm.people.rules.gaps import Span, gaps
from tests.api.rest import Rest, problem
from tests.world import World, again

START = datetime(2041, 1, 7, 8, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOURS = st.tuples(st.integers(-10, 60), st.integers(1, 20))


def span(begin: int, end: int) -> Span:
    """Hours after the start."""
    return START + begin * HOUR, START + end * HOUR


@pytest.mark.parametrize(
    ("held", "empty"),
    [
        ([], [(0, 24)]),
        ([(0, 24)], []),
        ([(-5, 30)], []),
        ([(0, 8), (8, 24)], []),
        ([(8, 16)], [(0, 8), (16, 24)]),
        ([(16, 24), (0, 8)], [(8, 16)]),
        ([(0, 20), (4, 6)], [(20, 24)]),
        ([(-9, -1), (24, 30)], [(0, 24)]),
    ],
)
def test_the_times_nobody_holds(held: list[tuple[int, int]], empty: list[tuple[int, int]]) -> None:
    found = gaps([span(*one) for one in held], *span(0, 24))
    assert found == [span(*one) for one in empty]


@given(st.lists(HOURS, max_size=8))
def test_every_hour_is_either_held_or_in_a_gap(given_hours: list[tuple[int, int]]) -> None:
    held = [span(begin, begin + length) for begin, length in given_hours]
    empty = gaps(held, *span(0, 48))
    for hour in range(48):
        at = START + hour * HOUR
        is_held = any(begin <= at < end for begin, end in held)
        assert is_held is not any(begin <= at < end for begin, end in empty)


def dba(world: World, user: User, begin: datetime, end: datetime) -> OnCallShift:
    """A shift of the database team."""
    shift: OnCallShift = add_shift(
        actor=again(world.lead),
        team=world.team("DBA"),
        level="primary",
        user=user,
        starts_at=begin,
        ends_at=end,
    )
    return shift


def line(at: datetime) -> Any:
    """The database team's line of the rota."""
    return next(turn for turn in rota_at(at) if turn.team and turn.team.code == "DBA")


def test_a_line_says_its_gaps_of_two_weeks(world: World) -> None:
    dba(world, world.technician, START, START + DAY)
    dba(world, world.euc_lead, START + 2 * DAY, START + AHEAD)
    found = line(START)
    assert (found.now.user, found.next.user) == (world.technician, world.euc_lead)
    assert found.gaps == [(START + DAY, START + 2 * DAY)]


def test_a_rota_that_ran_out_stays_in_sight_and_says_that_nobody_is_on_call(world: World) -> None:
    dba(world, world.technician, START, START + DAY)
    later = START + 3 * DAY
    found = line(later)
    assert (found.now, found.next, found.gaps) == (None, None, [(later, later + AHEAD)])
    assert not [turn for turn in rota_at(START + DAY + AHEAD) if turn.team and turn.team.code == "DBA"]


def test_whoever_left_holds_nothing(world: World) -> None:
    dba(world, world.technician, START, START + AHEAD)
    User.objects.filter(pk=world.technician.pk).update(is_active=False)
    assert line(START).gaps == [(START, START + AHEAD)]


def test_the_page_and_rest_tell_a_gap_before_it_comes(world: World, client: Client) -> None:
    now = timezone.now()
    dba(world, world.technician, now + HOUR, now + 2 * AHEAD)
    client.force_login(world.agent)
    text = client.get("/setup/on-call/").content.decode()
    assert (text.count(">Gap<"), text.count("Nobody is on the rota")) == (1, 1)
    rest = Rest(world.agent)
    turns = {(turn["team"], turn["level"]): turn for turn in rest.get("on-call/").json()["results"]}
    found = turns["DBA", "primary"]
    assert (found["now"], found["next"]["username"], len(found["gaps"])) == (
        None, world.technician.username, 1,
    )  # fmt: skip
    assert found["gaps"][0]["ends_at"] == found["next"]["starts_at"]
    assert turns["EUC", "primary"]["now"]["username"] == world.technician.username
    assert turns["EUC", "primary"]["gaps"] == []
    problem(Rest(world.requester).get("on-call/"), 403, "forbidden")
    problem(Rest(world.agent, ["tickets:read"]).get("on-call/"), 403, "forbidden")
