"""The story of a ticket: who reads what, in which order, folded and in parts, in a constant number of statements."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hospital_itsm.audit.recording import record
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.actions.conversation import note, reply, reply_as_requester
from tickets.actions.fields import set_fields
from tickets.actions.pages import acknowledge
from tickets.actions.presence import mark_read
from tickets.actions.transitions import transition
from tickets.actions.working import assign, set_team, start_work
from tickets.choices import MessageKind, Source
from tickets.models import Message, Page, ReadMark, Ticket
from tickets.queries.timeline import SHOWN, Timeline, timeline

pytestmark = pytest.mark.django_db
Counted = Callable[[int], AbstractContextManager[Any]]


def lines(story: Timeline) -> list[str]:
    """What each line is: its source, or the words of an event."""
    return [entry.words if entry.source == "event" else entry.source for entry in story.entries]


def unfolded(story: Timeline) -> list[Any]:
    """All entries, runs opened."""
    return [one for entry in story.entries for one in (entry.folded or (entry,))]


def test_messages_events_and_pages_stand_in_the_order_they_happened(world: World) -> None:
    ticket = cast.report(world, "unsafe")
    acknowledge(Page.objects.filter(ticket=ticket).earliest("pk").pk, actor=world.technician)
    assign(ticket.key, actor=world.agent, assignee=world.technician)
    note(ticket.key, actor=world.technician, text="Driver again")
    reply(ticket.key, actor=world.technician, text="On my way")
    told = lines(timeline(ticket))
    assert told[0] == "message"
    assert "page" in told
    assert [line for line in told if line not in ("page", "escalated")] == [
        "message",
        "assigned the ticket",
        "message",
        "message",
    ]


def test_an_event_names_person_values_and_reason(world: World) -> None:
    ticket = cast.report(world)
    start_work(ticket.key, actor=world.technician)
    set_team(ticket.key, actor=world.agent, team=world.team("NET"), reason="Switch port is down")
    entry = unfolded(timeline(ticket))[-1]
    assert (entry.actor, entry.words, entry.reason) == (
        "Leo Marsh",
        "gave the ticket to a team",
        "Switch port is down",
    )
    said = {change.label: (change.before, change.after) for change in entry.changes}
    assert said["Assignee"] == ("Omar Quillan", "")
    assert said["State"] == ("In progress", "Triaged")
    assert said["Team"] == ("EUC", "NET")


def test_runs_of_small_changes_are_one_line_that_opens(world: World) -> None:
    ticket = cast.report(world)
    for room in ("1", "2", "3", "4", "5"):
        set_fields(ticket.key, actor=world.agent, fields={"room": room})
    report, run = timeline(ticket).entries
    assert (report.source, run.source, len(run.folded)) == ("message", "folded", 5)
    reply(ticket.key, actor=world.agent, text="On my way")
    assert lines(timeline(ticket)) == ["message", "folded", "message"]


def test_what_is_new_to_the_reader_is_counted_and_ones_own_words_are_not(world: World) -> None:
    ticket = cast.report(world)
    mark_read(ticket, actor=world.agent)
    mark = ReadMark.objects.get(user=world.agent)
    reply_as_requester(ticket.key, actor=world.requester, text="Any news?")
    reply(ticket.key, actor=world.agent, text="On my way")
    story = timeline(ticket, read_upto=mark.message_id_read, reader=world.agent)
    assert story.new_count == 1
    assert [entry.message.body for entry in story.entries if entry.is_new] == ["Any news?"]


def long_history(ticket: Ticket, world: World, length: int) -> None:
    """Messages and events by turns, several at the same instant."""
    at = timezone.now()
    for number in range(length):
        Message.objects.create(
            ticket=ticket,
            kind=MessageKind.PUBLIC,
            author=world.agent,
            author_label="Leo Marsh",
            body=str(number),
            source=Source.WEB,
            created_at=at + timedelta(seconds=number // 3),
        )
        record(world.agent, "ticket.set_fields", ticket, {"room": ["1", "2"]})


def test_a_long_history_comes_in_parts_that_lose_and_repeat_nothing(world: World) -> None:
    ticket = cast.report(world)
    long_history(ticket, world, 100)
    seen: list[str] = []
    part = timeline(ticket)
    parts = 1
    assert len(unfolded(part)) == SHOWN
    while True:
        seen = [entry.anchor for entry in unfolded(part)] + seen
        if not part.earlier:
            break
        part = timeline(ticket, before=part.earlier)
        parts += 1
    assert len(seen) == len(set(seen)) == 201
    assert parts == 4
    assert seen[0] == f"message-{ticket.messages.earliest('pk').pk}"


@pytest.mark.parametrize("length", [2, 80])
def test_the_story_costs_the_same_however_long_it_is(
    world: World, length: int, django_assert_num_queries: Counted
) -> None:
    ticket = cast.report(world)
    assign(ticket.key, actor=world.agent, assignee=world.technician)
    long_history(ticket, world, length)
    assign(ticket.key, actor=world.agent, assignee=world.agent)
    with django_assert_num_queries(5):
        timeline(ticket)


@pytest.mark.parametrize("cursor", ["x", "2026-11-20_1_1", "a_b_c", "2026-11-20T10:00:00+00:00_1"])
def test_a_cursor_nobody_made_is_refused(world: World, cursor: str) -> None:
    ticket = cast.report(world)
    with pytest.raises(ValueError, match=r".+"):
        timeline(ticket, before=cursor)


def test_a_resolution_tells_its_codes(world: World) -> None:
    ticket = cast.report(world)
    transition(
        ticket.key,
        actor=world.agent,
        verb="resolve",
        close_code="replaced",
        cause="hardware",
        message="New print head.",
    )
    events = [entry for entry in unfolded(timeline(ticket)) if entry.verb == "ticket.resolve"]
    labels = {change.label: change.after for change in events[0].changes}
    assert labels["State"] == "Resolved"
    assert labels["Fixed by"] == "replaced"
