"""The watcher: what is due is noticed once, stamped with the computed instant, and told to the right people."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.feed.models import Change
from hospital_itsm.jobs.models import Heartbeat
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import OnCallShift
from tests.tickets.clock_cases import ENGINE, changed, chicago, clock, opened_ticket
from tests.world import World
from tickets.actions import clocks, escalate
from tickets.models import Clock, ClockStep, Page, Ticket
from tickets.watching import HEARTBEAT, Round, watch

pytestmark = pytest.mark.django_db

MORNING = chicago("11-20T08:00")


def paged(ticket: Ticket) -> list[tuple[str, str]]:
    """(rung, user name) in the order of paging."""
    return list(ticket.pages.order_by("id").values_list("step", "recipient__username"))


def told(kind: str) -> list[str]:
    """User names of the messages of a kind in the desk."""
    rows = OutboxMessage.objects.filter(kind=kind, channel="in_app").order_by("id")
    return list(rows.values_list("recipient__username", flat=True))


def step_of(ticket: Ticket, metric: str, **place: Any) -> ClockStep:
    return ClockStep.objects.get(
        clock__ticket=ticket, clock__metric=metric, **{f"step__{k}": v for k, v in place.items()}
    )


def test_nothing_due_writes_a_heartbeat_and_nothing_else(world: World) -> None:
    opened_ticket(world, MORNING)
    before = AuditEntry.objects.count(), OutboxMessage.objects.count()
    assert watch(chicago("11-20T08:10")) == Round()
    assert (AuditEntry.objects.count(), OutboxMessage.objects.count()) == before
    assert Heartbeat.objects.get(name=HEARTBEAT).detail == {"breaches": 0, "rungs": 0, "failed": 0}


def test_an_unanswered_p1_climbs_rung_by_rung(world: World) -> None:
    ticket = opened_ticket(world, MORNING, priority=1)
    for minutes in (5, 10, 15, 20, 30):
        watch(MORNING + timedelta(minutes=minutes, seconds=3))
    assert [(rung, who) for rung, who in paged(ticket) if rung.startswith("response")] == [
        ("response+0m", "leo.marsh"),
        ("response+5m", "leo.marsh"),
        ("response+10m", "jorge.pacheco"),
        ("response+15m", "carla.voss"),
        ("response+20m", "martin.ekland"),
        ("response+30m", "dale.brantley"),
    ]


def test_a_breach_and_a_rung_are_stamped_with_the_computed_instant(world: World) -> None:
    ticket = opened_ticket(world, MORNING, priority=1)
    seen = chicago("11-20T08:15") + timedelta(seconds=14)
    watch(seen)
    late, rung = clock(ticket, "response"), step_of(ticket, "response", at_minutes=15)
    assert (late.breached_at, late.noticed_at) == (chicago("11-20T08:15"), seen)
    assert (rung.fired_at, rung.noticed_at, rung.was_folded) == (chicago("11-20T08:15"), seen, False)
    assert AuditEntry.objects.filter(verb="clock.breach", changes__metric="response").count() == 1


def test_exactly_due_is_not_yet_a_breach(world: World) -> None:
    ticket = opened_ticket(world, MORNING)
    watch(chicago("11-20T12:00"))
    assert clock(ticket, "response").breached_at is None
    watch(chicago("11-20T12:00") + timedelta(microseconds=1))
    assert clock(ticket, "response").breached_at == chicago("11-20T12:00")


def test_29_after_two_hours_of_outage_each_ladder_tells_once_and_records_what_was_folded(
    world: World,
) -> None:
    ticket = opened_ticket(world, MORNING, priority=1)
    late = chicago("11-20T10:05")
    watch(late)
    assert paged(ticket)[1:] == [
        ("response+30m", "dale.brantley"),
        ("update+15m", "carla.voss"),
        ("restore@50%", "jorge.pacheco"),
        ("restore@50%", "martin.ekland"),
    ]
    entry = AuditEntry.objects.get(verb="clock.escalate", changes__rung="response+30m")
    assert entry.changes["folded"] == ["response+5m", "response+10m", "response+15m", "response+20m"]
    folded = ClockStep.objects.filter(clock__ticket=ticket, was_folded=True, step__metric="response")
    assert [row.fired_at for row in folded.order_by("fire_at")] == [
        MORNING + timedelta(minutes=n) for n in (5, 10, 15, 20)
    ]


def test_29_a_second_round_changes_nothing(world: World) -> None:
    ticket = opened_ticket(world, MORNING, priority=1)
    late = chicago("11-20T10:05")
    watch(late)
    before = (paged(ticket), AuditEntry.objects.count(), OutboxMessage.objects.count())
    assert watch(late) == Round()
    assert (paged(ticket), AuditEntry.objects.count(), OutboxMessage.objects.count()) == before


def test_an_acknowledged_page_ends_the_response_ladder(world: World) -> None:
    ticket = opened_ticket(world, MORNING, priority=1)
    with transaction.atomic():
        clocks.stop_response(ticket, chicago("11-20T08:04"), world.agent)
    watch(chicago("11-20T09:00"))
    assert [rung for rung, _ in paged(ticket) if rung.startswith("response")] == ["response+0m"]


def test_a_missed_update_tells_the_owner_then_pages_the_duty_manager(world: World) -> None:
    ticket = opened_ticket(world, MORNING, priority=2, assignee=world.second_agent)
    watch(chicago("11-20T10:00"))
    assert told("sla.breached") == ["nina.forsberg"]
    watch(chicago("11-20T10:15"))
    assert ("update+15m", "carla.voss") in paged(ticket)


def test_a_p3_warns_its_lead_by_message_and_pages_nobody(world: World) -> None:
    ticket = opened_ticket(world, MORNING)
    watch(chicago("11-20T11:00"))
    assert (told("sla.warning"), paged(ticket)) == (["jorge.pacheco"], [])
    watch(chicago("11-20T12:00"))
    assert told("sla.breached") == ["martin.ekland"]


def test_messages_carry_numbers_and_labels_only(world: World) -> None:
    opened_ticket(world, MORNING)
    watch(chicago("11-20T11:00"))
    message = OutboxMessage.objects.get(kind="sla.warning", channel="in_app")
    assert set(message.payload) == {"ticket", "priority", "area", "metric", "percent", "due_at"}
    assert message.payload["percent"] == 75


def test_150_percent_of_a_p1_asks_for_a_review(world: World) -> None:
    ticket = opened_ticket(world, MORNING, priority=1)
    watch(chicago("11-20T14:00"))
    assert told("sla.review") == ["martin.ekland"]
    assert step_of(ticket, "restore", at_percent=150).fired_at == chicago("11-20T14:00")


def test_150_percent_of_a_p3_goes_on_the_weekly_list_and_swallows_no_message(world: World) -> None:
    ticket = opened_ticket(world, MORNING)
    with transaction.atomic():
        clocks.stop_response(ticket, MORNING, world.agent)
    watch(chicago("12-15T08:00"))
    listed, missed = (step_of(ticket, "restore", at_percent=percent) for percent in (150, 100))
    assert (listed.fired_at, missed.fired_at) == (chicago("11-30T17:00"), chicago("11-25T17:00"))
    assert (listed.was_folded, missed.was_folded) == (False, False)
    assert told("sla.breached") == ["martin.ekland"]
    assert AuditEntry.objects.get(verb="clock.escalate", changes__action="weekly_list").changes["told"] == []


def test_a_paused_ticket_climbs_nothing_and_goes_on_where_it_stopped(world: World) -> None:
    ticket = opened_ticket(world, MORNING)
    with transaction.atomic():
        clocks.stop_response(ticket, chicago("11-20T08:30"), world.agent)
        clocks.pause(ticket, "vendor", chicago("11-20T09:00"))
    assert watch(chicago("12-10T09:00")) == Round()
    with transaction.atomic():
        clocks.resume(ticket, chicago("12-10T09:00"))
    assert watch(chicago("12-10T09:00")) == Round()


def test_13_a_paused_clock_is_not_late(world: World) -> None:
    ticket = opened_ticket(world, MORNING)
    with transaction.atomic():
        clocks.pause(ticket, "requester", chicago("11-20T09:00"))
    watch(chicago("12-10T09:00"))
    assert clock(ticket, "restore").breached_at is None
    assert clock(ticket, "response").breached_at == chicago("11-20T12:00")


def test_a_rung_due_before_a_pause_that_nobody_saw_still_fires_with_its_instant(world: World) -> None:
    ticket = opened_ticket(world, MORNING, assignee=world.second_agent)
    with transaction.atomic():
        clocks.stop_response(ticket, chicago("11-20T08:30"), world.agent)
        clocks.pause(ticket, "vendor", chicago("11-25T10:00"))
    watch(chicago("11-25T11:00"))
    assert step_of(ticket, "restore", at_percent=75).fired_at == chicago("11-24T17:00")
    assert told("sla.warning") == ["nina.forsberg"]


def test_without_a_primary_the_next_in_line_is_paged(world: World) -> None:
    OnCallShift.objects.filter(team=world.team("SD-L1"), level="primary").delete()
    ticket = opened_ticket(world, MORNING, priority=2)
    assert paged(ticket) == [("response+0m", "jorge.pacheco")]


def test_a_restricted_ticket_pages_only_people_who_may_read_it(world: World) -> None:
    ticket = opened_ticket(
        world, MORNING, priority=1, kind="security_incident", is_restricted=True, team=world.team("SEC")
    )
    watch(chicago("11-20T09:00"))
    people = {who for _, who in paged(ticket)}
    assert people == {"devon.ames", "renata.kowalczyk"}


def test_a_person_just_paged_about_the_ticket_is_not_paged_again_within_two_minutes(world: World) -> None:
    ticket = opened_ticket(world, MORNING, priority=2)
    ticket = changed(ticket, priority=1)
    with transaction.atomic():
        clocks.retarget(ticket, MORNING + timedelta(minutes=1), world.agent)
    assert paged(ticket) == [("response+0m", "leo.marsh")]
    watch(MORNING + timedelta(minutes=6))
    assert paged(ticket)[1] == ("response+5m#1.2", "leo.marsh")


def test_other_systems_read_breaches_and_rungs_in_the_change_feed(world: World) -> None:
    ticket = opened_ticket(world, MORNING)
    watch(chicago("11-20T12:01"))
    verbs = Change.objects.filter(kind="ticket", subject=ticket.pk).values_list("verb", flat=True)
    assert sorted(verbs) == ["clock.breach", "clock.escalate"]


def test_a_failing_ticket_moves_ten_minutes_on_is_reported_and_the_others_go_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = opened_ticket(world, MORNING), opened_ticket(world, MORNING)
    now = chicago("11-20T11:00")
    original = escalate._people

    def people(rung: ClockStep, ticket: Ticket, roster: Any) -> Any:
        if ticket.pk == bad.pk:
            raise RuntimeError("the roster cannot be read")
        return original(rung, ticket, roster)

    monkeypatch.setattr(escalate, "_people", people)
    assert watch(now) == Round(rungs=1, failed=1)
    stuck = step_of(bad, "response", at_percent=75)
    assert (stuck.fired_at, stuck.fire_at, stuck.attempt_at) == (None, now, now + timedelta(minutes=10))
    assert step_of(good, "response", at_percent=75).fired_at == now
    assert Heartbeat.objects.get(name=HEARTBEAT).detail["failed"] == 1
    monkeypatch.undo()
    watch(now + timedelta(minutes=9))
    assert step_of(bad, "response", at_percent=75).fired_at is None
    watch(now + timedelta(minutes=10))
    assert step_of(bad, "response", at_percent=75).fired_at == now


def statements(now: datetime) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        watch(now)
    return len(captured)


def test_a_batch_costs_the_same_statements_whatever_its_size(world: World) -> None:
    opened_ticket(world, MORNING)
    few = statements(chicago("11-20T11:00"))
    for minutes in range(40):
        opened_ticket(world, chicago("11-23T08:00") + timedelta(seconds=minutes))
    assert statements(chicago("11-23T11:05")) <= few + 2


def test_nothing_due_costs_a_handful_of_statements(world: World) -> None:
    for _ in range(5):
        opened_ticket(world, MORNING)
    watch(chicago("11-20T08:10"))
    assert statements(chicago("11-20T08:11")) <= 10


def copies(template: Ticket, count: int, due_at: datetime) -> None:
    """Many tickets like one, set by set: each with a response clock late since `due_at` and two rungs due."""
    source = clock(template, "response")
    rungs = list(ClockStep.objects.filter(clock=source).order_by("fire_at"))
    made = []
    for number in range(count):
        copy = Ticket.objects.get(pk=template.pk) if not made else Ticket(**_values(template))
        copy.pk, copy.key = None, f"INC-8{number:05}"
        made.append(copy)
    tickets = Ticket.objects.bulk_create(made)
    late = []
    for ticket in tickets:
        row = Clock(**_values(source))
        row.pk, row.ticket, row.due_at = None, ticket, due_at
        late.append(row)
    Clock.objects.bulk_create(late)
    ClockStep.objects.bulk_create(
        ClockStep(clock=row, step_id=rung.step_id, fire_at=due_at, attempt_at=due_at)
        for row in late
        for rung in rungs
    )


def _values(row: Any) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_30_ten_thousand_due_rungs_are_climbed_set_by_set(world: World) -> None:
    template = opened_ticket(world, MORNING)
    copies(template, 5_000, chicago("11-20T11:00"))
    assert ClockStep.objects.due(chicago("11-20T11:30")).count() == 10_001
    with CaptureQueriesContext(connection) as captured:
        done = watch(chicago("11-20T11:30"))
    assert done.breaches == 5_000
    assert not ClockStep.objects.due(chicago("11-20T11:30")).exists()
    assert OutboxMessage.objects.filter(kind="sla.breached", channel="in_app").count() == 5_000
    assert ClockStep.objects.filter(was_folded=True).count() == 5_000
    assert len(captured) < 1_100


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (ClockStep.objects.due(MORNING), "step_due"),
        (Clock.objects.newly_late(MORNING), "clock_to_breach"),
    ],
)
def test_30_what_is_due_is_found_by_its_partial_index(world: World, rows: Any, index: str) -> None:
    template = opened_ticket(world, MORNING)
    copies(template, 2_000, chicago("11-20T11:00"))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE tickets_clock, tickets_clockstep")
    assert index in rows[: escalate.BATCH].explain()


def test_the_command_runs_one_round_and_says_what_it_did(world: World, capsys: Any) -> None:
    opened_ticket(world, MORNING)
    call_command("watch_clocks", "--once")
    assert "targets missed" in capsys.readouterr().out
    assert Page.objects.count() == 0
    assert ENGINE.name == "test"
