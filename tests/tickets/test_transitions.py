"""Every step of a ticket's life: what it asks for, what it leaves behind, what it refuses."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, IllegalTransition, StaleVersion, ValueRefused
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.actions.transitions import confirm_works, rate, still_broken, transition
from tickets.choices import MessageKind, State
from tickets.models import Message, Rating, Ticket
from tickets.queries.next_steps import next_verbs
from tickets.rules.lifecycle import LIFECYCLE

pytestmark = pytest.mark.django_db

FIXED = {"close_code": "replaced", "cause": "hardware", "message": "New print head, please try."}
SERIOUS = {"clinical_impact": "delay", "workaround": True, "downtime_minutes": 20}


def do(ticket: Ticket, verb: str, actor: Any, **needs: Any) -> Ticket:
    """Take a step and read the ticket back."""
    transition(ticket.key, actor=actor, verb=verb, **needs)
    return cast.fresh(ticket)


def test_triage_sets_category_and_team(world: World) -> None:
    ticket = cast.report(world)
    done = do(ticket, "triage", world.agent, category=world.category("net.wired"), team=world.team("NET"))
    assert (done.state, done.category, done.team) == (
        State.TRIAGED,
        world.category("net.wired"),
        world.team("NET"),
    )


@pytest.mark.parametrize(
    ("verb", "state", "pauses"),
    [
        ("wait_vendor", State.PENDING_VENDOR, True),
        ("wait_parts", State.PENDING_PARTS, False),
        ("wait_change", State.PENDING_CHANGE, False),
        ("schedule", State.PENDING_SCHEDULED, True),
    ],
)
def test_each_wait_keeps_reason_and_date_and_three_of_them_pause(
    world: World, verb: str, state: State, pauses: bool
) -> None:
    ticket = cast.report(world)
    until = timezone.now() + timedelta(days=2)
    done = do(ticket, verb, world.agent, reason="Print head ordered", until=until)
    assert (done.state, done.waiting_for, done.planned_for) == (state, "Print head ordered", until)
    assert (cast.clock(ticket, "restore").due_at is None) is pauses
    assert cast.clock(ticket, "response").stopped_at is None
    assert cast.told(ticket, "ticket.state") == ["alma.reyes"]


def test_a_wait_without_reason_or_date_names_both(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(ValueRefused) as refusal:
        do(ticket, "wait_vendor", world.agent)
    assert set(refusal.value.errors) == {"reason", "until"}
    assert (cast.fresh(ticket).state, cast.trail(ticket)) == (State.NEW, [])


def test_a_wait_until_yesterday_is_refused(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(ValueRefused) as refusal:
        do(ticket, "schedule", world.agent, reason="Later", until=timezone.now() - timedelta(days=1))
    assert list(refusal.value.errors) == ["until"]


def test_a_priority_2_waits_for_the_vendor_with_its_clock_running(world: World) -> None:
    ticket = cast.report(world, "unsafe")
    do(ticket, "wait_vendor", world.agent, reason="Case 4411", until=timezone.now() + timedelta(hours=1))
    assert cast.clock(ticket, "restore").due_at is not None


def test_going_on_after_a_wait_clears_what_it_waited_for(world: World) -> None:
    ticket = cast.report(world)
    do(ticket, "wait_vendor", world.agent, reason="Case 4411", until=timezone.now() + timedelta(hours=1))
    done = do(ticket, "resume", world.agent)
    assert (done.state, done.waiting_for, done.planned_for) == (State.IN_PROGRESS, "", None)
    assert cast.clock(ticket, "restore").due_at is not None


def test_restoring_stops_the_promise_and_asks_the_unit(world: World) -> None:
    ticket = cast.report(world, "unsafe")
    done = do(ticket, "restore", world.agent, message="Use the printer in bay 2 for now.")
    assert done.state == State.RESTORED
    assert done.restored_at is not None
    for metric in ("response", "update", "restore"):
        assert cast.clock(ticket, metric).outcome == "met"
    assert Message.objects.filter(ticket=ticket, kind=MessageKind.PUBLIC).count() == 1


def test_resolving_an_ordinary_ticket_asks_only_for_code_cause_and_message(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(ValueRefused) as refusal:
        do(ticket, "resolve", world.agent)
    assert set(refusal.value.errors) == {"close_code", "cause", "message"}
    done = do(ticket, "resolve", world.agent, **FIXED)
    assert (done.state, done.close_code, done.cause) == (State.RESOLVED, "replaced", "hardware")
    assert (done.clinical_impact, done.downtime_minutes, done.workaround_used) == ("none", 0, False)
    assert done.resolved_at == done.first_resolved_at == done.restored_at
    assert cast.told(ticket, "ticket.resolved", "email") == ["alma.reyes"]
    message = Message.objects.get(ticket=ticket, kind=MessageKind.PUBLIC)
    assert message.body == "New print head, please try."


def test_resolving_a_serious_ticket_also_asks_what_it_meant_for_care(world: World) -> None:
    ticket = cast.report(world, "unsafe")
    with pytest.raises(ValueRefused) as refusal:
        do(ticket, "resolve", world.agent, **FIXED)
    assert set(refusal.value.errors) == {"clinical_impact", "workaround", "downtime_minutes"}
    done = do(ticket, "resolve", world.agent, **FIXED, **SERIOUS)
    assert (done.clinical_impact, done.downtime_minutes, done.workaround_used) == ("delay", 20, True)


def test_codes_outside_their_lists_are_refused(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(ValueRefused) as refusal:
        do(ticket, "resolve", world.agent, close_code="magic", cause="gremlins", message="Fixed")
    assert set(refusal.value.errors) == {"close_code", "cause"}
    assert cast.fresh(ticket).state == State.NEW


@pytest.mark.parametrize("impact", ["near_miss", "harm"])
def test_a_near_miss_opens_a_patient_safety_task_and_blocks_nothing(world: World, impact: str) -> None:
    ticket = cast.report(world, "unsafe")
    done = do(ticket, "resolve", world.agent, **FIXED, **(SERIOUS | {"clinical_impact": impact}))
    assert done.state == State.RESOLVED
    note = Message.objects.get(ticket=ticket, kind=MessageKind.INTERNAL)
    assert note.is_automatic
    assert "patient safety" in note.body
    assert cast.told(ticket, "ticket.noted") == ["ingrid.moss"]


def test_an_illegal_step_names_what_is_possible(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(IllegalTransition) as illegal:
        do(ticket, "confirm", world.requester)
    assert illegal.value.allowed == ["withdraw"]
    assert cast.fresh(ticket).version == 1


def test_every_pair_outside_the_table_is_refused(world: World) -> None:
    ticket = cast.report(world)
    refused = 0
    for state in LIFECYCLE.states:
        for verb in LIFECYCLE.verbs():
            if verb == "merge" or LIFECYCLE.find(verb, state, ticket.kind):
                continue
            Ticket.objects.filter(pk=ticket.pk).update(state=state)
            with pytest.raises(IllegalTransition):
                transition(ticket.key, actor=world.agent, verb=verb)
            refused += 1
    assert refused > 100
    assert cast.trail(ticket) == []


def test_values_a_step_does_not_take_are_named(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(ValueRefused) as refusal:
        do(ticket, "start", world.agent, colour="blue")
    assert list(refusal.value.errors) == ["colour"]


def test_a_stale_step_is_refused(world: World) -> None:
    ticket = cast.report(world)
    do(ticket, "start", world.agent)
    with pytest.raises(StaleVersion):
        transition(ticket.key, actor=world.agent, verb="resolve", version=1, **FIXED)
    assert cast.fresh(ticket).state == State.IN_PROGRESS


def test_the_desk_may_not_withdraw_and_the_requester_may_not_cancel(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(Forbidden):
        do(ticket, "withdraw", world.agent, reason="Not needed")
    with pytest.raises(Forbidden):
        do(ticket, "cancel", world.requester, reason="Not needed")
    done = do(ticket, "cancel", world.agent, reason="Opened by mistake")
    assert done.state == State.CANCELLED
    assert {clock.outcome for clock in ticket.clocks.all()} == {"cancelled"}
    assert AuditEntry.objects.get(verb="ticket.cancel").reason == "Opened by mistake"


def test_anyone_of_the_unit_confirms_and_that_closes_a_resolved_ticket(world: World) -> None:
    ticket = cast.report(world)
    do(ticket, "resolve", world.agent, **FIXED)
    confirm_works(ticket.key, actor=world.colleague)
    done = cast.fresh(ticket)
    assert done.state == State.CLOSED
    assert done.confirmed_at == done.closed_at is not None


def test_confirming_a_restored_ticket_is_kept_until_the_resolution(world: World) -> None:
    ticket = cast.report(world)
    do(ticket, "restore", world.agent, message="Bay 2 works.")
    confirm_works(ticket.key, actor=world.requester)
    done = cast.fresh(ticket)
    assert (done.state, done.closed_at) == (State.RESTORED, None)
    assert done.confirmed_at is not None


def test_still_broken_opens_a_resolved_ticket_again_with_elapsed_time_kept(world: World) -> None:
    ticket = cast.report(world)
    do(ticket, "resolve", world.agent, **FIXED)
    first = cast.fresh(ticket).first_resolved_at
    still_broken(ticket.key, actor=world.colleague, text="Blank again after two labels")
    done = cast.fresh(ticket)
    assert (done.state, done.reopened_count, done.resolved_at) == (State.ASSIGNED, 1, None)
    assert done.first_resolved_at == first
    again = cast.clock(ticket, "restore")
    assert (again.cycle, again.stopped_at) == (2, None)
    assert Message.objects.filter(ticket=ticket, body="Blank again after two labels").exists()
    do(ticket, "resolve", world.agent, **FIXED)
    assert cast.fresh(ticket).first_resolved_at == first


def test_still_broken_after_restoring_goes_back_to_work(world: World) -> None:
    ticket = cast.report(world)
    do(ticket, "restore", world.agent, message="Bay 2 works.")
    still_broken(ticket.key, actor=world.requester)
    assert cast.fresh(ticket).state == State.IN_PROGRESS
    assert cast.clock(ticket, "restore").cycle == 2


def test_after_fourteen_days_a_new_report_is_asked_for(world: World) -> None:
    ticket = cast.report(world)
    do(ticket, "resolve", world.agent, **FIXED)
    long_ago = timezone.now() - timedelta(days=14, minutes=1)
    Ticket.objects.filter(pk=ticket.pk).update(resolved_at=long_ago)
    with pytest.raises(IllegalTransition, match="Report it again"):
        still_broken(ticket.key, actor=world.requester)
    assert cast.fresh(ticket).state == State.RESOLVED
    assert "reopen" not in next_verbs(cast.fresh(ticket), world.requester, timezone.now())


def test_somebody_elsewhere_neither_confirms_nor_opens_again(world: World) -> None:
    ticket = cast.report(world)
    do(ticket, "resolve", world.agent, **FIXED)
    for act in (confirm_works, still_broken):
        with pytest.raises(Ticket.DoesNotExist):
            act(ticket.key, actor=world.elsewhere)
    assert cast.fresh(ticket).state == State.RESOLVED


def test_rating_is_one_answer_a_person_and_can_be_changed(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(Conflict):
        rate(ticket.key, actor=world.requester, score=5)
    do(ticket, "resolve", world.agent, **FIXED)
    rate(ticket.key, actor=world.requester, score=2)
    rate(ticket.key, actor=world.requester, score=4)
    with pytest.raises(ValueRefused):
        rate(ticket.key, actor=world.requester, score=6)
    assert list(Rating.objects.filter(ticket=ticket).values_list("score", flat=True)) == [4]


def test_the_next_steps_are_those_of_the_role(world: World) -> None:
    ticket = cast.report(world)
    now = timezone.now()
    assert next_verbs(ticket, world.requester, now) == ["withdraw"]
    assert next_verbs(ticket, world.auditor, now) == []
    assert next_verbs(ticket, world.technician, now) == [
        "assign",
        "start",
        "wait_requester",
        "wait_vendor",
        "wait_parts",
        "wait_change",
        "schedule",
        "restore",
        "resolve",
        "cancel",
        "merge",
    ]
