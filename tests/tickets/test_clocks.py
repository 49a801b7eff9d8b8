"""Clocks as stored: what each event of a ticket does to them. Numbers are rows of sla-vectors.md."""

from datetime import timedelta

import pytest
from django.db import InternalError, connection, transaction

from hospital_itsm.audit.models import AuditEntry
from tests.tickets.clock_cases import ENGINE, changed, chicago, clock, due, opened_ticket, stored_ticket
from tests.world import World
from tickets.actions import clocks
from tickets.models import Clock, ClockSegment, ClockStep, ClockTargetHistory, SlaPolicy, Ticket
from tickets.models.ticket import NOTHING_DUE
from tickets.queries.clocks import clocks_of, main_chip, policy_for
from tickets.rules.clock_reading import working

pytestmark = pytest.mark.django_db

FRIDAY = chicago("11-20T16:00")


@pytest.fixture(autouse=True)
def _in_an_action():
    with transaction.atomic():
        yield


def segments(ticket: Ticket, metric: str) -> list[tuple]:
    rows = ClockSegment.objects.filter(clock__ticket=ticket, clock__metric=metric)
    return list(rows.order_by("began_at").values_list("began_at", "ended_at", "reason"))


def test_a_p3_gets_the_deadlines_of_the_golden_vector(world: World) -> None:
    ticket = opened_ticket(world, FRIDAY)
    assert due(ticket) == {
        "response": chicago("11-23T11:00"),
        "update": chicago("11-23T17:00"),
        "restore": chicago("11-25T17:00"),
    }
    assert ticket.next_due_at == chicago("11-23T11:00")
    assert ticket.policy.lineage == "standard"


def test_a_p3_over_thanksgiving_gets_the_deadlines_of_the_golden_vector(world: World) -> None:
    ticket = opened_ticket(world, chicago("11-25T16:30"))
    assert due(ticket)["response"] == chicago("11-27T11:30")
    assert due(ticket)["restore"] == chicago("12-01T17:00")


def test_a_business_day_target_ends_at_closing_whatever_the_second_of_opening(world: World) -> None:
    ticket = opened_ticket(world, FRIDAY + timedelta(seconds=7, microseconds=123_456))
    assert due(ticket)["restore"] == chicago("11-25T17:00")


def test_a_p1_pages_the_primary_in_the_transaction_that_opens_it(world: World) -> None:
    ticket = opened_ticket(world, FRIDAY, priority=1, care_answer="unsafe")
    assert due(ticket) == {
        "response": chicago("11-20T16:15"),
        "update": chicago("11-20T16:15"),
        "restore": chicago("11-20T20:00"),
    }
    paged = ticket.pages.values_list("recipient__username", "step", "paged_at")
    assert sorted(paged) == [
        ("beth.lawson", "response+0m", FRIDAY),
        ("leo.marsh", "response+0m", FRIDAY),
    ]


def test_an_office_that_closes_gets_extended_hours_for_p2_and_pages_nobody(world: World) -> None:
    ticket = opened_ticket(world, chicago("11-20T18:45"), priority=2, care_area=world.area("HIM"))
    assert due(ticket)["response"] == chicago("11-21T07:15")
    assert not ticket.pages.exists()


def test_a_request_is_promised_as_p5_whatever_its_handling_priority(world: World) -> None:
    ticket = opened_ticket(world, FRIDAY, priority=3, kind="service_request", key="REQ-1")
    assert due(ticket) == {"response": chicago("11-23T17:00"), "fulfil": chicago("11-30T17:00")}


def test_a_ticket_older_than_every_policy_has_no_clocks(world: World) -> None:
    ticket = stored_ticket(world, FRIDAY - timedelta(days=3650))
    clocks.open_clocks(ticket, ENGINE)
    assert (policy_for(ticket), Clock.objects.count(), ticket.next_due_at) == (None, 0, NOTHING_DUE)


def test_a_policy_with_conditions_comes_before_the_standard_one(world: World) -> None:
    standard = SlaPolicy.objects.get(lineage="standard")
    special = SlaPolicy.objects.create(
        lineage="intensive",
        name="ICU",
        position=1,
        conditions={"care_class": ["A"]},
        effective_from=standard.effective_from,
    )
    assert policy_for(stored_ticket(world, FRIDAY)) == special
    assert policy_for(stored_ticket(world, FRIDAY, care_area=world.area("MS5"))) == standard


def test_a_newer_version_of_a_policy_holds_for_new_tickets_only(world: World) -> None:
    old = opened_ticket(world, FRIDAY)
    newer = SlaPolicy.objects.create(
        lineage="standard", version=2, name="New", effective_from=FRIDAY + timedelta(hours=1)
    )
    assert policy_for(old) == old.policy
    assert policy_for(stored_ticket(world, FRIDAY + timedelta(hours=2))) == newer


def test_the_response_stops_once_and_is_met_or_missed(world: World) -> None:
    ticket = opened_ticket(world, FRIDAY)
    clocks.stop_response(ticket, chicago("11-20T16:30"), world.agent)
    clocks.stop_response(ticket, chicago("11-20T16:50"), world.agent)
    stopped = clock(ticket, "response")
    assert (stopped.stopped_at, stopped.outcome, stopped.due_at) == (chicago("11-20T16:30"), "met", None)
    assert ticket.responded_at == chicago("11-20T16:30")
    assert not ClockStep.objects.filter(clock=stopped, fired_at__isnull=True).exists()
    assert Ticket.objects.get(pk=ticket.pk).next_due_at == chicago("11-23T17:00")


def test_a_late_answer_is_missed_at_the_computed_instant_and_recorded(world: World) -> None:
    ticket = opened_ticket(world, FRIDAY)
    clocks.stop_response(ticket, chicago("11-23T11:20"), world.agent)
    late = clock(ticket, "response")
    assert (late.outcome, late.breached_at, late.noticed_at) == (
        "missed",
        chicago("11-23T11:00"),
        chicago("11-23T11:20"),
    )
    assert AuditEntry.objects.filter(verb="clock.breach", target_id=str(ticket.pk)).count() == 1


def test_19_a_staff_message_begins_a_new_round_of_updates(world: World) -> None:
    ticket = opened_ticket(world, FRIDAY, priority=1)
    clocks.restart_update(ticket, chicago("11-20T16:10"))
    assert due(ticket)["update"] == chicago("11-20T16:40")
    clocks.restart_update(ticket, chicago("11-20T17:00"))
    assert due(ticket)["update"] == chicago("11-20T17:30")
    former = ClockTargetHistory.objects.filter(clock__ticket=ticket).order_by("replaced_at")
    assert list(former.values_list("due_at", "breached_at")) == [
        (chicago("11-20T16:15"), None),
        (chicago("11-20T16:40"), chicago("11-20T16:40")),
    ]
    rungs = ClockStep.objects.filter(clock__ticket=ticket, clock__metric="update", fired_at__isnull=True)
    assert [(row.round, row.fire_at) for row in rungs.order_by("fire_at")] == [
        (3, chicago("11-20T17:30")),
        (3, chicago("11-20T17:45")),
    ]


def test_an_owner_may_promise_the_next_update(world: World) -> None:
    ticket = opened_ticket(world, FRIDAY, priority=2)
    clocks.restart_update(ticket, chicago("11-20T16:10"), promised_until=chicago("11-20T19:30"))
    assert due(ticket)["update"] == chicago("11-20T19:30")


def test_8_and_9_a_pause_moves_the_deadline_by_its_business_time(world: World) -> None:
    ticket = opened_ticket(world, FRIDAY)
    clocks.pause(ticket, "vendor", chicago("11-20T16:30"))
    assert due(ticket) == {"response": chicago("11-23T11:00"), "update": None, "restore": None}
    assert Ticket.objects.get(pk=ticket.pk).next_due_at == chicago("11-23T11:00")
    clocks.resume(ticket, chicago("11-23T09:30"))
    assert due(ticket)["restore"] == chicago("11-27T10:00")
    assert segments(ticket, "restore") == [
        (FRIDAY, chicago("11-20T16:30"), ""),
        (chicago("11-20T16:30"), chicago("11-23T09:30"), "vendor"),
    ]


def test_a_p2_never_pauses(world: World) -> None:
    ticket = opened_ticket(world, FRIDAY, priority=2)
    before = due(ticket)
    clocks.pause(ticket, "vendor", chicago("11-20T16:30"))
    assert due(ticket) == before


def test_11_resolving_out_of_a_pause_counts_the_hold_as_hold(world: World) -> None:
    ticket = opened_ticket(world, FRIDAY)
    clocks.apply_effects(ticket, ["pause:requester"], chicago("11-20T16:30"), ENGINE)
    clocks.apply_effects(ticket, ["resume", "stop:restore", "stop:response"], chicago("11-23T10:00"), ENGINE)
    assert clock(ticket, "restore").consumed == timedelta(minutes=30)
    assert segments(ticket, "restore")[-1] == (chicago("11-20T16:30"), chicago("11-23T10:00"), "requester")
    assert clock(ticket, "response").consumed == timedelta(hours=3)


def test_13_nothing_is_to_be_climbed_while_the_clock_is_paused(world: World) -> None:
    ticket = opened_ticket(world, FRIDAY)
    clocks.pause(ticket, "vendor", chicago("11-20T16:30"))
    assert not ClockStep.objects.filter(clock__ticket=ticket, clock__metric="restore").exists()
    clocks.resume(ticket, chicago("11-23T08:00"))
    assert ClockStep.objects.filter(clock__ticket=ticket, clock__metric="restore").count() == 4


def test_raised_to_p1_after_six_hours_both_are_missed_by_reprioritisation(world: World) -> None:
    ticket = opened_ticket(world, chicago("11-20T08:00"))
    ticket = changed(ticket, priority=1)
    clocks.retarget(ticket, chicago("11-20T14:00"), world.agent)
    response, restore = clock(ticket, "response"), clock(ticket, "restore")
    assert (response.breached_at, restore.breached_at) == (chicago("11-20T08:15"), chicago("11-20T12:00"))
    assert response.breach_by_reprioritisation and restore.breach_by_reprioritisation
    reprioritised = AuditEntry.objects.filter(verb="clock.breach_by_reprioritisation")
    assert sorted(entry.changes["metric"] for entry in reprioritised) == ["response", "restore"]


def test_after_a_raise_the_ladder_runs_from_the_raise_and_the_primary_is_paged_at_once(world: World) -> None:
    ticket = changed(opened_ticket(world, chicago("11-20T08:00")), priority=1)
    clocks.retarget(ticket, chicago("11-20T14:00"), world.agent)
    assert [page.recipient.username for page in ticket.pages.all()] == ["leo.marsh"]
    ahead = ClockStep.objects.filter(clock__ticket=ticket, fired_at__isnull=True).order_by("fire_at", "pk")
    assert [(row.step.code, row.fire_at) for row in ahead] == [
        ("response+5m", chicago("11-20T14:05")),
        ("response+10m", chicago("11-20T14:10")),
        ("response+15m", chicago("11-20T14:15")),
        ("response+20m", chicago("11-20T14:20")),
        ("response+30m", chicago("11-20T14:30")),
        ("update+0m", chicago("11-20T14:30")),
        ("update+15m", chicago("11-20T14:45")),
        ("restore@50%", chicago("11-20T16:00")),
        ("restore@75%", chicago("11-20T17:00")),
        ("restore@100%", chicago("11-20T18:00")),
        ("restore@150%", chicago("11-20T20:00")),
    ]


def test_15_and_17_a_raise_carries_the_pause_before_it(world: World) -> None:
    ticket = opened_ticket(world, chicago("11-20T08:00"))
    clocks.pause(ticket, "vendor", chicago("11-20T09:00"))
    clocks.resume(ticket, chicago("11-20T11:00"))
    ticket = changed(ticket, priority=2)
    clocks.retarget(ticket, chicago("11-20T12:00"), world.agent)
    assert due(ticket)["restore"] == chicago("11-20T18:00")
    assert clock(ticket, "restore").breached_at is None


def test_16_a_lowered_p1_keeps_its_breach_in_the_history(world: World) -> None:
    ticket = opened_ticket(world, chicago("11-20T08:00"), priority=1)
    ticket = changed(ticket, priority=3)
    clocks.retarget(ticket, chicago("11-20T13:00"), world.lead)
    restore = clock(ticket, "restore")
    assert (restore.due_at, restore.breached_at, restore.cycle) == (chicago("11-25T17:00"), None, 1)
    former = ClockTargetHistory.objects.get(clock=restore)
    assert (former.target.priority, former.breached_at) == (1, chicago("11-20T12:00"))


def test_raising_a_waiting_ticket_resumes_and_lowering_it_pauses_at_that_instant(world: World) -> None:
    ticket = opened_ticket(world, chicago("11-20T08:00"))
    ticket = changed(ticket, state="pending_vendor")
    clocks.pause(ticket, "vendor", chicago("11-20T09:00"))
    ticket = changed(ticket, priority=2)
    clocks.retarget(ticket, chicago("11-20T10:00"), world.agent)
    assert clock(ticket, "restore").running_since == chicago("11-20T10:00")
    ticket = changed(ticket, priority=3)
    clocks.retarget(ticket, chicago("11-20T11:00"), world.lead)
    paused = clock(ticket, "restore")
    assert (paused.paused_since, paused.pause_reason, paused.consumed) == (
        chicago("11-20T11:00"),
        "vendor",
        timedelta(hours=2),
    )


def test_12_pauses_across_two_changes_of_priority_all_count(world: World) -> None:
    ticket = opened_ticket(world, chicago("11-20T08:00"))
    for began, ended, priority in (("09:00", "10:00", 4), ("11:00", "12:00", 3)):
        clocks.pause(ticket, "vendor", chicago(f"11-20T{began}"))
        ticket = changed(ticket, priority=priority)
        clocks.retarget(ticket, chicago(f"11-20T{ended}"), world.agent)
        clocks.resume(ticket, chicago(f"11-20T{ended}"))
    assert due(ticket)["restore"] == chicago("11-27T10:00")


def test_18_a_kind_without_the_promise_cancels_its_clock_and_its_rungs(world: World) -> None:
    ticket = opened_ticket(world, chicago("11-20T08:00"))
    ticket = changed(ticket, kind="privacy_event", is_restricted=True)
    clocks.retarget(ticket, chicago("11-20T09:00"), world.privacy)
    gone = clock(ticket, "restore")
    assert (gone.outcome, gone.consumed, gone.due_at) == ("cancelled", timedelta(hours=1), None)
    assert not ClockStep.objects.filter(clock=gone, fired_at__isnull=True).exists()


def test_23_a_reopened_ticket_goes_on_with_the_time_it_had_used(world: World) -> None:
    ticket = opened_ticket(world, chicago("11-20T08:00"))
    clocks.apply_effects(
        ticket, ["stop:restore", "stop:response", "stop:update"], chicago("11-20T12:00"), ENGINE
    )
    clocks.apply_effects(ticket, ["reopen"], chicago("11-24T08:00"), ENGINE)
    first, again = clock(ticket, "restore"), clock(ticket, "restore", 2)
    assert (first.outcome, first.stopped_at) == ("met", chicago("11-20T12:00"))
    assert (again.consumed, again.due_at) == (timedelta(hours=4), chicago("11-30T13:00"))
    assert clock(ticket, "update", 2).due_at == chicago("11-25T17:00")
    assert Clock.objects.filter(ticket=ticket, metric="response").count() == 1


def test_23_a_reopened_late_ticket_stays_late_and_is_recorded_late_once(world: World) -> None:
    ticket = opened_ticket(world, chicago("11-20T08:00"), priority=1)
    clocks.apply_effects(
        ticket, ["stop:restore", "stop:response", "stop:update"], chicago("11-20T14:00"), ENGINE
    )
    clocks.apply_effects(ticket, ["reopen"], chicago("11-24T08:00"), ENGINE)
    assert clock(ticket, "restore", 2).breached_at == chicago("11-20T12:00")
    entries = AuditEntry.objects.filter(verb="clock.breach", changes__metric="restore")
    assert entries.count() == 1


def test_24_merging_ends_the_clocks_as_merged(world: World) -> None:
    ticket = changed(opened_ticket(world, FRIDAY), state="merged")
    clocks.apply_effects(ticket, ["cancel"], chicago("11-20T16:30"), ENGINE)
    assert set(Clock.objects.filter(ticket=ticket).values_list("outcome", flat=True)) == {"merged"}
    assert Ticket.objects.get(pk=ticket.pk).next_due_at == NOTHING_DUE


def test_28_words_of_states_are_never_compared(world: World) -> None:
    with pytest.raises(ValueError, match="No clock effect"):
        clocks.apply_effects(opened_ticket(world, FRIDAY), ["Waiting on vendor"], FRIDAY, ENGINE)


def test_an_urgent_medical_device_always_has_a_visit_promised(world: World) -> None:
    ticket = opened_ticket(world, chicago("11-20T22:00"), priority=2, team=world.team("HTM-GEN"))
    assert due(ticket)["onsite"] == chicago("11-20T23:00")
    assert due(ticket)["response"] == chicago("11-20T22:15")


def test_a_promised_visit_has_its_clock_until_the_device_works_again(world: World) -> None:
    ticket = opened_ticket(world, chicago("11-20T22:00"), priority=2, team=world.team("HTM-GEN"))
    clocks.apply_effects(ticket, ["stop:onsite", "stop:restore"], chicago("11-20T22:30"), ENGINE)
    assert clock(ticket, "onsite").outcome == "met"
    assert "onsite" not in due(ticket)


@pytest.mark.parametrize("table", ["tickets_clocksegment", "tickets_slatarget", "tickets_slapolicy"])
def test_history_and_policies_cannot_be_changed_even_by_sql(world: World, table: str) -> None:
    ticket = opened_ticket(world, FRIDAY)
    clocks.pause(ticket, "vendor", chicago("11-20T16:30"))
    with pytest.raises(InternalError, match="are final"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")
    assert SlaPolicy.objects.exists()


def test_the_working_of_a_stored_clock_adds_up(world: World) -> None:
    ticket = opened_ticket(world, FRIDAY)
    clocks.pause(ticket, "vendor", chicago("11-20T16:30"))
    clocks.resume(ticket, chicago("11-23T09:30"))
    restore = clock(ticket, "restore")
    history = [segment.as_value() for segment in restore.segments.order_by("began_at")]
    told = working(restore.as_value(), history, chicago("11-23T10:00"))
    assert [(line.began_at, line.ended_at, line.reason) for line in told.lines][:3] == [
        (FRIDAY, chicago("11-20T16:30"), ""),
        (chicago("11-20T16:30"), chicago("11-23T09:30"), "vendor"),
        (chicago("11-23T09:30"), chicago("11-23T17:00"), ""),
    ]
    assert sum((line.span for line in told.lines if not line.reason), timedelta()) == told.target


def test_a_page_of_tickets_reads_its_clocks_in_one_statement(world: World, django_assert_num_queries) -> None:
    tickets = [opened_ticket(world, FRIDAY + timedelta(minutes=n)) for n in range(3)]
    with django_assert_num_queries(1):
        found = clocks_of(tickets)
        chips = [main_chip(found[ticket.pk], chicago("11-23T10:30")) for ticket in tickets]
    assert [(chip.metric, chip.state) for chip in chips if chip] == [("response", "risk")] * 3


def test_opening_costs_the_same_few_statements(world: World, django_assert_max_num_queries) -> None:
    opened_ticket(world, FRIDAY)
    ticket = stored_ticket(world, FRIDAY)
    with django_assert_max_num_queries(7):
        clocks.open_clocks(ticket, ENGINE)


def test_all_effects_of_a_transition_are_one_change_of_the_clocks(
    world: World, django_assert_max_num_queries
) -> None:
    ticket = changed(opened_ticket(world, FRIDAY), state="pending_vendor")
    effects = ["resume", "stop:response", "pause:vendor"]
    with django_assert_max_num_queries(9):
        clocks.apply_effects(ticket, effects, chicago("11-20T16:30"), ENGINE)
    assert ticket.responded_at == chicago("11-20T16:30")
    assert clock(ticket, "restore").pause_reason == "vendor"
    with django_assert_max_num_queries(0):
        clocks.apply_effects(ticket, (), chicago("11-20T16:40"), ENGINE)


def test_waiting_for_something_else_is_a_pause_of_its_own(world: World) -> None:
    ticket = changed(opened_ticket(world, FRIDAY), state="pending_vendor")
    clocks.apply_effects(ticket, ["pause:vendor"], chicago("11-20T16:30"), ENGINE)
    clocks.apply_effects(ticket, ["resume", "pause:scheduled"], chicago("11-23T09:00"), ENGINE)
    assert segments(ticket, "restore")[-1] == (chicago("11-20T16:30"), chicago("11-23T09:00"), "vendor")
    assert clock(ticket, "restore").pause_reason == "scheduled"
