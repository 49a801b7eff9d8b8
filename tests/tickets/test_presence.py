"""Presence in words: who reads or writes on the same ticket, fading by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Forbidden, ValueRefused
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.actions.presence import beat, leave, mark_read, sweep_presence
from tickets.models import Presence, ReadMark, Ticket

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


def test_the_others_are_named_in_words_writers_first(world: World) -> None:
    ticket = cast.report(world)
    beat(ticket.key, actor=world.lead, now=NOW)
    beat(ticket.key, actor=world.second_agent, mode="reply", now=NOW)
    seen = beat(ticket.key, actor=world.agent, now=NOW + timedelta(seconds=40))
    assert [one.words for one in seen] == [
        "Nina Forsberg is writing a reply. Started 40 seconds ago.",
        "Jorge Pacheco is reading this.",
    ]


def test_who_began_just_now_did_so_a_moment_ago(world: World) -> None:
    ticket = cast.report(world)
    beat(ticket.key, actor=world.lead, mode="note", now=NOW)
    for seconds, words in ((4, "a moment ago"), (5, "5 seconds ago")):
        (seen,) = beat(ticket.key, actor=world.agent, now=NOW + timedelta(seconds=seconds))
        assert seen.words == f"Jorge Pacheco is writing an internal note. Started {words}."


def test_writing_on_keeps_its_beginning_and_a_change_of_mode_begins_anew(world: World) -> None:
    ticket = cast.report(world)
    for seconds, mode in ((0, "reply"), (15, "reply"), (30, "note")):
        beat(ticket.key, actor=world.lead, mode=mode, now=NOW + timedelta(seconds=seconds))
        since = Presence.objects.get(user=world.lead).since
        assert since == NOW + timedelta(seconds=30 if mode == "note" else 0)


def test_it_fades_after_45_seconds_and_at_once_when_somebody_leaves(world: World) -> None:
    ticket = cast.report(world)
    beat(ticket.key, actor=world.lead, now=NOW)
    assert len(beat(ticket.key, actor=world.agent, now=NOW + timedelta(seconds=44))) == 1
    assert beat(ticket.key, actor=world.agent, now=NOW + timedelta(seconds=45)) == []
    beat(ticket.key, actor=world.lead, now=NOW)
    leave(ticket.key, actor=world.lead)
    assert beat(ticket.key, actor=world.agent, now=NOW) == []


def test_only_the_desk_is_present_and_only_in_known_ways(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(Forbidden):
        beat(ticket.key, actor=world.requester)
    with pytest.raises(ValueRefused):
        beat(ticket.key, actor=world.agent, mode="sleeping")
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)
    with pytest.raises(Ticket.DoesNotExist):
        beat(ticket.key, actor=world.analyst)
    assert not Presence.objects.exists()


def test_old_rows_are_swept(world: World) -> None:
    ticket = cast.report(world)
    beat(ticket.key, actor=world.lead, now=NOW)
    assert sweep_presence(actor=System("housekeeping"), now=NOW + timedelta(minutes=59)) == 0
    assert sweep_presence(actor=System("housekeeping"), now=NOW + timedelta(minutes=61)) == 1


def test_reading_marks_the_version_and_the_last_message(world: World) -> None:
    ticket = cast.report(world)
    mark_read(ticket, actor=world.agent)
    mark_read(ticket, actor=world.agent)
    mark = ReadMark.objects.get()
    assert (mark.version, mark.message_id_read) == (1, ticket.messages.get().pk)
