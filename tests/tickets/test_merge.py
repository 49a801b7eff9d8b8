"""A duplicate joins the ticket that goes on: reporters, clocks, priority, and where everybody finds it."""

import pytest

from hospital_itsm.core.errors import Conflict, Forbidden, IllegalTransition, ValueRefused
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.actions.conversation import reply_as_requester
from tickets.actions.merging import merge
from tickets.actions.transitions import transition
from tickets.choices import State
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_reporters_move_and_clocks_stop_as_merged(world: World) -> None:
    survivor = cast.report(world)
    duplicate = cast.report(world, actor=world.colleague)
    merge(duplicate.key, actor=world.agent, into=survivor.key)
    gone, stays = cast.fresh(duplicate), cast.fresh(survivor)
    assert (gone.state, gone.merged_into) == (State.MERGED, survivor)
    assert {clock.outcome for clock in duplicate.clocks.all()} == {"merged"}
    assert sorted(stays.reporters.values_list("user__username", flat=True)) == ["alma.reyes", "victor.hahn"]
    assert stays.reporters_count == 2
    assert cast.trail(survivor) == ["ticket.absorb"]


def test_the_worst_care_answer_and_the_number_of_reporters_weigh_on_the_survivor(world: World) -> None:
    survivor = cast.report(world)
    duplicate = cast.report(world, "unsafe", actor=world.colleague)
    merge(duplicate.key, actor=world.agent, into=survivor.key)
    stays = cast.fresh(survivor)
    assert (stays.priority, stays.care_answer, stays.impact) == (2, "unsafe", 3)


def test_the_reporter_still_finds_the_old_number_and_is_told_where_it_went(world: World) -> None:
    survivor = cast.report(world)
    duplicate = cast.report(world, actor=world.elsewhere, area=world.area("MS5"))
    merge(duplicate.key, actor=world.agent, into=survivor.key)
    seen = set(Ticket.objects.visible_to(world.elsewhere))
    assert seen == {survivor, duplicate}
    assert cast.told(survivor, "ticket.joined") == ["ruth.delgado"]
    with pytest.raises(Conflict, match=survivor.key):
        reply_as_requester(duplicate.key, actor=world.elsewhere, text="Hello?")


def test_merging_through_the_table_of_steps_is_the_same(world: World) -> None:
    survivor, duplicate = cast.report(world), cast.report(world)
    transition(duplicate.key, actor=world.agent, verb="merge", into=survivor)
    assert cast.fresh(duplicate).merged_into == survivor


def test_a_ticket_joins_neither_itself_nor_an_ended_nor_a_restricted_one(world: World) -> None:
    ticket, ended, restricted = cast.report(world), cast.report(world), cast.report(world)
    transition(ended.key, actor=world.agent, verb="cancel", reason="Opened by mistake")
    Ticket.objects.filter(pk=restricted.pk).update(is_restricted=True)
    for into in (ticket, ended, restricted):
        with pytest.raises(ValueRefused) as refusal:
            merge(ticket.key, actor=world.agent, into=into.key)
        assert list(refusal.value.errors) == ["into"]
    assert (cast.fresh(ticket).state, cast.trail(ticket)) == (State.NEW, [])


def test_an_ended_ticket_joins_nothing(world: World) -> None:
    ticket, other = cast.report(world), cast.report(world)
    transition(ticket.key, actor=world.agent, verb="cancel", reason="Opened by mistake")
    with pytest.raises(IllegalTransition):
        merge(ticket.key, actor=world.agent, into=other.key)


def test_the_requester_merges_nothing_and_what_is_not_seen_is_not_found(world: World) -> None:
    ticket, other = cast.report(world), cast.report(world)
    with pytest.raises(Forbidden):
        merge(ticket.key, actor=world.requester, into=other.key)
    with pytest.raises(Ticket.DoesNotExist):
        merge(ticket.key, actor=world.agent, into="INC-1")
    assert cast.fresh(ticket).state == State.NEW
