"""Bursts are one line of the bell: by ticket, by kind once they are many, and never what is urgent."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.core.actors import System
from hospital_itsm.outbox.bell import bell_page, shown, unread_count
from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.delivery import deliver_due
from hospital_itsm.outbox.models import BellItem
from hospital_itsm.outbox.rules.folding import MANY, WINDOW, Line, folded, taken_in
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.models import User
from tests.world import World

ONE, TWO = "INC-20418", "INC-20419"
REPLIED, STATE = "ticket.replied", "ticket.state"
LINES = st.builds(
    Line,
    st.sampled_from(["", REPLIED, STATE]),
    st.sampled_from(["", ONE, TWO]),
    st.integers(min_value=1, max_value=9),
)


@pytest.mark.parametrize(
    ("message", "lines", "taken"),
    [
        (Line(REPLIED, ONE), [Line(STATE, ONE), Line(REPLIED, TWO)], [0]),
        (Line(REPLIED, ONE), [Line("", ONE, 4), Line(STATE, ONE)], [0, 1]),
        (Line(REPLIED, ONE), [Line(REPLIED, TWO), Line(REPLIED, "INC-1")], []),
        (
            Line(REPLIED, ONE),
            [Line(REPLIED, TWO), Line(REPLIED, "INC-1"), Line(REPLIED, "INC-2", 5)],
            [0, 1, 2],
        ),
        (Line(REPLIED, ONE), [Line(STATE, TWO), Line(REPLIED, "", 4)], [1]),
        (Line("job.done", ""), [Line("job.done", ""), Line("job.done", "")], []),
        (Line("job.done", ""), [Line("job.done", "")] * MANY, [0, 1, 2]),
        (Line("", ""), [Line("", "")] * 9, []),
    ],
)
def test_what_a_message_takes_in(message: Line, lines: list[Line], taken: list[int]) -> None:
    assert taken_in(message, lines) == taken


@given(LINES, st.lists(LINES, max_size=8))
def test_a_folded_line_counts_every_message_and_says_only_what_is_true_of_all(
    message: Line, lines: list[Line]
) -> None:
    taken = [lines[place] for place in taken_in(message, lines)]
    made = folded(message, taken)
    assert made.times == message.times + sum(line.times for line in taken)
    assert all(made.kind in ("", line.kind) and made.about in ("", line.about) for line in taken)
    assert not taken or made.kind or made.about


def ring(user: User, kind: str, *tickets: str, dedupe: str = "", **payload: Any) -> None:
    for number, ticket in enumerate(tickets):
        tell(
            actor=System("tickets"),
            kind=kind,
            recipients=[user],
            payload={"ticket": ticket, **payload},
            dedupe=f"{dedupe}{number}",
            channels=[Channel.IN_APP],
        )
    deliver_due()


def titles(user: User) -> list[tuple[str, str, int]]:
    """Each line of the bell: its title, where it leads, how many messages it is."""
    lines = bell_page(user).rows
    return [(row.title, row.words.path, row.times) for row in shown(lines, lines[0].created_at)]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_six_replies_are_one_line_that_leads_to_the_ticket_and_is_read_as_one(world: World) -> None:
    ring(world.requester, REPLIED, *[ONE] * 6)
    assert titles(world.requester) == [(f"6 replies on {ONE}", f"/my/{ONE}/", 6)]
    assert unread_count(world.requester) == 1
    line = BellItem.objects.unread().get()
    signed_in(world.requester).post(reverse("outbox:read"), {"item": line.pk})
    assert unread_count(world.requester) == 0
    ring(world.requester, REPLIED, ONE, dedupe="later")
    assert [times for _title, _path, times in titles(world.requester)] == [1, 6]
    assert unread_count(world.requester) == 1


def test_a_burst_grows_over_several_rounds_and_the_newest_is_its_line(world: World) -> None:
    ring(world.requester, REPLIED, ONE)
    ring(world.requester, REPLIED, ONE, dedupe="b")
    ring(world.requester, STATE, ONE, state="In progress")
    assert titles(world.requester) == [(f"3 messages about {ONE}", f"/my/{ONE}/", 3)]
    [line] = bell_page(world.requester).rows
    assert line.message.kind == STATE
    assert unread_count(world.requester) == 1


def test_tickets_stay_apart_until_they_are_many(world: World) -> None:
    ring(world.agent, "ticket.reopened", *[f"INC-{number}" for number in range(1, MANY + 1)])
    assert [times for _title, _path, times in titles(world.agent)] == [1] * MANY
    ring(world.agent, "ticket.reopened", "INC-9", dedupe="more")
    assert titles(world.agent) == [("4 messages: Tickets I work on", "/t/INC-9/", 4)]
    assert unread_count(world.agent) == 1


def test_bursts_that_meet_become_one(world: World) -> None:
    for ticket in ("INC-1", "INC-2", "INC-3"):
        ring(world.agent, "ticket.reopened", ticket, ticket, dedupe=ticket)
    ring(world.agent, "ticket.reopened", "INC-4", "INC-5", dedupe="more")
    [line] = bell_page(world.agent).rows
    assert line.times == 8
    assert BellItem.objects.filter(burst=line.burst).count() == 8
    [row] = shown([line], line.created_at)
    assert [one.words.path for one in row.others] == [
        *("/t/INC-4/", "/t/INC-3/", "/t/INC-3/", "/t/INC-2/", "/t/INC-2/", "/t/INC-1/", "/t/INC-1/"),
    ]
    assert row.left_out == 0


def test_what_is_urgent_never_folds_and_takes_nothing_in(world: World) -> None:
    place = {"priority": 1, "area": "4 West ICU"}
    ring(world.agent, "ticket.worse", *[ONE] * 5, **place)
    ring(world.agent, "ticket.requester_replied", ONE)
    assert [times for _title, _path, times in titles(world.agent)] == [1] * 6
    assert unread_count(world.agent) == 6


def test_what_was_told_longer_ago_stays_its_own_line(world: World) -> None:
    ring(world.requester, REPLIED, ONE)
    told_at = BellItem.objects.get().created_at
    BellItem.objects.update(created_at=told_at - WINDOW - timedelta(minutes=1))
    ring(world.requester, REPLIED, ONE, dedupe="later")
    assert [times for _title, _path, times in titles(world.requester)] == [1, 1]


def test_one_persons_burst_is_no_others(world: World) -> None:
    ring(world.requester, REPLIED, ONE)
    ring(world.agent, REPLIED, ONE)
    assert [unread_count(world.requester), unread_count(world.agent)] == [1, 1]
    assert set(BellItem.objects.values_list("times", flat=True)) == {1}


def test_the_page_shows_the_newest_the_ones_before_and_how_many_more(world: World) -> None:
    ring(world.requester, REPLIED, *[ONE] * 13)
    text = signed_in(world.requester).get(reverse("outbox:bell")).content.decode()
    assert text.count('class="bell-row') == 1
    assert f">13 replies on {ONE}</a>" in text
    assert f"Newest: {ONE}: the desk wrote to you" in text
    assert "The 10 before" in text
    assert "2 older ones are not shown." in text
    assert '<span class="dot">1</span>' in text


def test_a_line_that_grew_since_it_was_looked_at_stays_unread(world: World) -> None:
    ring(world.requester, REPLIED, ONE)
    seen = BellItem.objects.get()
    ring(world.requester, REPLIED, ONE, dedupe="meanwhile")
    signed_in(world.requester).post(reverse("outbox:read"), {"item": seen.pk})
    assert unread_count(world.requester) == 1
