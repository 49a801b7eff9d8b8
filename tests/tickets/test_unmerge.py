"""A merge is undone within a day: state, clocks, reporters and answers are as if it had not been."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.core.errors import Forbidden, IllegalTransition, StaleVersion
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.actions.conversation import reply_as_requester
from tickets.actions.join import say_worse
from tickets.actions.merging import merge
from tickets.actions.priority import set_priority
from tickets.actions.transitions import transition
from tickets.actions.unmerging import unmerge
from tickets.choices import State
from tickets.models import Clock, ClockSegment, Merge, Ticket
from tickets.queries.next_steps import next_verbs

pytestmark = pytest.mark.django_db


def merged(
    world: World, care: str = "not_affected", verb: str = "start", **needs: object
) -> tuple[Ticket, Ticket]:
    """A worked ticket of a colleague that was merged into a new one: both as stored."""
    survivor = cast.report(world)
    duplicate = cast.report(world, care, actor=world.colleague)
    transition(duplicate.key, actor=world.agent, verb=verb, **needs)
    merge(duplicate.key, actor=world.agent, into=survivor.key)
    return cast.fresh(survivor), cast.fresh(duplicate)


def later(duplicate: Ticket, **ago: float) -> None:
    """Let the merge have happened so long ago."""
    by = timedelta(**ago)
    Ticket.objects.filter(pk=duplicate.pk).update(closed_at=duplicate.closed_at - by)
    Merge.objects.filter(duplicate=duplicate).update(merged_at=duplicate.closed_at - by)


def test_the_ticket_comes_back_as_it_was_and_both_histories_say_so(world: World) -> None:
    survivor, duplicate = merged(world)
    unmerge(duplicate.key, actor=world.agent)
    back, other = cast.fresh(duplicate), cast.fresh(survivor)
    assert (back.state, back.merged_into, back.closed_at, back.assignee) == (
        State.IN_PROGRESS,
        None,
        None,
        world.agent,
    )
    assert list(other.reporters.values_list("user__username", flat=True)) == ["alma.reyes"]
    assert other.reporters_count == 1
    assert cast.trail(back) == ["ticket.start", "ticket.merge", "ticket.unmerge"]
    assert cast.trail(other) == ["ticket.absorb", "ticket.give_back"]
    assert cast.told(back, "ticket.state") == ["victor.hahn"]


def test_time_while_merged_counts_as_if_the_merge_had_not_been(world: World) -> None:
    survivor = cast.report(world)
    duplicate = cast.report(world, actor=world.colleague)
    before = {clock.metric: (clock.due_at, clock.consumed) for clock in duplicate.clocks.all()}
    merge(duplicate.key, actor=world.agent, into=survivor.key)
    unmerge(duplicate.key, actor=world.agent)
    after = {clock.metric: clock for clock in duplicate.clocks.all()}
    assert {metric: clock.due_at for metric, clock in after.items()} == {
        metric: due for metric, (due, _used) in before.items()
    }
    assert {(clock.cycle, clock.outcome) for clock in after.values()} == {(1, "")}
    assert cast.fresh(duplicate).next_due_at == min(due for due, _used in before.values())
    ended = ClockSegment.objects.get(clock=after["restore"])
    assert ended.ended_at == after["restore"].running_since


def test_a_promise_missed_while_merged_is_a_promise_missed(world: World) -> None:
    _survivor, duplicate = merged(world)
    long = timedelta(days=60)
    Clock.objects.filter(ticket=duplicate).update(
        started_at=timezone.now() - long, stopped_at=timezone.now() - long
    )
    unmerge(duplicate.key, actor=world.agent)
    clock = cast.clock(duplicate, "restore")
    assert clock.breached_at == clock.due_at
    assert clock.due_at < timezone.now()


def test_a_paused_promise_comes_back_paused(world: World) -> None:
    _survivor, duplicate = merged(world, verb="wait_requester", message="Which one is it?")
    unmerge(duplicate.key, actor=world.agent)
    clock = cast.clock(duplicate, "restore")
    assert cast.fresh(duplicate).state == State.PENDING_REQUESTER
    assert (clock.pause_reason, clock.running_since, clock.due_at) == ("requester", None, None)


def test_the_care_answer_that_came_with_it_goes_back(world: World) -> None:
    survivor, duplicate = merged(world, "unsafe")
    assert (survivor.priority, survivor.care_answer) == (2, "unsafe")
    unmerge(duplicate.key, actor=world.agent)
    other = cast.fresh(survivor)
    assert (other.priority, other.care_answer) == (4, "not_affected")
    assert cast.fresh(duplicate).care_answer == "unsafe"


def test_what_somebody_decided_since_stands(world: World) -> None:
    survivor, duplicate = merged(world)
    set_priority(survivor.key, actor=world.lead, priority=3, reason="Two clinics wait for labels")
    unmerge(duplicate.key, actor=world.agent)
    assert cast.fresh(survivor).priority == 3


def test_who_spoke_on_the_other_ticket_stays_on_it(world: World) -> None:
    survivor, duplicate = merged(world)
    reply_as_requester(survivor.key, actor=world.colleague, text="It is back at bed 4.")
    unmerge(duplicate.key, actor=world.agent)
    assert survivor.reporters.filter(user=world.colleague).exists()
    assert cast.fresh(survivor).reporters_count == 2


def test_who_said_worse_on_the_other_ticket_stays_on_it(world: World) -> None:
    survivor, duplicate = merged(world)
    say_worse(survivor.key, actor=world.colleague)
    unmerge(duplicate.key, actor=world.agent)
    other = cast.fresh(survivor)
    assert (other.reporters_count, other.care_answer) == (2, "unsafe")


def test_it_can_be_merged_and_undone_again(world: World) -> None:
    survivor, duplicate = merged(world)
    unmerge(duplicate.key, actor=world.agent)
    merge(duplicate.key, actor=world.agent, into=survivor.key)
    unmerge(duplicate.key, actor=world.agent)
    assert cast.fresh(duplicate).state == State.IN_PROGRESS
    assert Merge.objects.filter(duplicate=duplicate, undone_at__isnull=False).count() == 2


def test_after_a_day_the_merge_stays(world: World) -> None:
    _survivor, duplicate = merged(world)
    assert next_verbs(duplicate, world.agent, timezone.now()) == ["unmerge"]
    later(duplicate, hours=24, seconds=1)
    assert next_verbs(cast.fresh(duplicate), world.agent, timezone.now()) == []
    with pytest.raises(IllegalTransition, match="24 hours"):
        unmerge(duplicate.key, actor=world.agent)
    assert cast.fresh(duplicate).state == State.MERGED


def test_once_the_other_ticket_ended_the_merge_stays(world: World) -> None:
    survivor, duplicate = merged(world)
    transition(survivor.key, actor=world.agent, verb="cancel", reason="Opened by mistake")
    with pytest.raises(IllegalTransition, match=f"{survivor.key} has ended"):
        unmerge(duplicate.key, actor=world.agent)
    assert cast.fresh(duplicate).merged_into == survivor


def test_only_who_routes_both_may_undo_it(world: World) -> None:
    survivor, duplicate = merged(world)
    with pytest.raises(Forbidden):
        unmerge(duplicate.key, actor=world.colleague)
    Ticket.objects.filter(pk=survivor.pk).update(is_restricted=True, team=world.team("SEC"))
    assert next_verbs(cast.fresh(duplicate), world.agent, timezone.now()) == []
    with pytest.raises(Forbidden, match="sees the other ticket"):
        unmerge(duplicate.key, actor=world.agent)
    assert cast.fresh(duplicate).state == State.MERGED


def test_an_outdated_page_undoes_nothing(world: World) -> None:
    _survivor, duplicate = merged(world)
    with pytest.raises(StaleVersion):
        unmerge(duplicate.key, actor=world.agent, version=duplicate.version - 1)
    assert cast.fresh(duplicate).state == State.MERGED


def test_a_ticket_that_is_not_merged_has_nothing_to_undo(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(IllegalTransition):
        unmerge(ticket.key, actor=world.agent)


def test_the_page_of_the_merged_ticket_has_the_button(world: World, client: Client) -> None:
    survivor, duplicate = merged(world)
    client.force_login(world.agent)
    page = client.get(f"/t/{duplicate.key}/").content.decode()
    assert "Undo the merge" in page
    answer = client.post(f"/t/{duplicate.key}/step/unmerge/", {"version": duplicate.version}, follow=True)
    assert f"{duplicate.key}: undid the merge." in answer.content.decode()
    assert cast.fresh(duplicate).state == State.IN_PROGRESS
    other = client.get(f"/t/{survivor.key}/").content.decode()
    assert "gave a duplicate back" in other
