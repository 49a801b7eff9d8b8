"""A draft of promises tried on tickets that are over: the same times come out the same, others are counted by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.setup.policy_drafts import targets_of
from hospital_itsm.setup.rules.trying import Line, Stood, in_place, judged, lines_of
from hospital_itsm.setup.trying import tried
from tests.core.worktime_cases import around_the_clock
from tests.setup.test_rows import text_of
from tests.tickets.clock_cases import ENGINE, chicago, opened_ticket
from tests.world import World
from tickets.actions import clocks
from tickets.models import SlaPolicy, Ticket
from tickets.rules.sla import Segment
from tickets.rules.targets import HOSP24, Target

T0 = datetime(2026, 11, 20, 12, tzinfo=UTC)
MORNING = chicago("11-20T08:00")
ALWAYS = around_the_clock("America/Chicago")


def stood(minutes: int, paused: int = 0, *, was_missed: bool = False) -> Stood:
    """A restored P3 that ran so long, with a pause between."""
    half = T0 + timedelta(minutes=minutes / 2)
    again = half + timedelta(minutes=paused)
    runs = (
        Segment(T0, half),
        Segment(half, again, "requester"),
        Segment(again, again + timedelta(minutes=minutes / 2)),
    )
    return Stood("INC-1", "restore", 3, "", T0, runs, was_missed)


@pytest.mark.parametrize(
    ("minutes", "paused", "promised", "would_miss"),
    [
        (60, 0, 60, False),
        (62, 0, 61, True),
        (60, 600, 60, False),
        (60, 600, 59, True),
        (60, 0, None, None),
    ],
)
def test_only_the_time_it_ran_is_held_against_the_promise(
    minutes: int, paused: int, promised: int | None, would_miss: bool | None
) -> None:
    places = in_place([Target("restore", 3, HOSP24, promised)])
    assert judged(stood(minutes, paused), places, {HOSP24: ALWAYS}).would_miss is would_miss


def test_a_place_without_a_target_promises_nothing() -> None:
    assert judged(stood(60), {}, {}).would_miss is None


@given(st.lists(st.tuples(st.integers(1, 600), st.booleans()), max_size=20), st.integers(1, 600))
def test_lines_add_up(rows: list[tuple[int, bool]], promised: int) -> None:
    places = in_place([Target("restore", 3, HOSP24, promised)])
    verdicts = [judged(stood(n, was_missed=missed), places, {HOSP24: ALWAYS}) for n, missed in rows]
    expected = Line(
        "restore",
        3,
        len(rows),
        sum(missed for _n, missed in rows),
        sum(n > promised for n, _missed in rows),
        0,
    )
    assert lines_of(verdicts) == ([expected] if rows else [])


def resolved(world: World, hours: int, **fields: object) -> Ticket:
    """A P3 of one morning, answered and restored so many hours later."""
    ticket = opened_ticket(world, MORNING, **fields)
    at = MORNING + timedelta(hours=hours)
    with transaction.atomic():
        clocks.apply_effects(ticket, ["stop:response", "stop:restore", "stop:update"], at, ENGINE)
    Ticket.objects.filter(pk=ticket.pk).update(state="resolved")
    return ticket


def harder(policy: SlaPolicy) -> tuple[Target, ...]:
    """The stored targets, with P3 restored in three hours around the clock."""
    return tuple(
        replace(row, calendar=HOSP24, minutes=180, business_days=None)
        if (row.metric, row.priority, row.variant) == ("restore", 3, "")
        else row
        for row in targets_of(policy)
    )


@pytest.mark.django_db
def test_the_times_that_hold_come_out_as_they_did(world: World) -> None:
    for hours in (1, 3, 30, 200):
        resolved(world, hours)
    trial = tried(world.policy, targets_of(world.policy))
    assert (trial.tickets, list(trial.differing)) == (4, [])
    assert [(line.metric, line.count, line.missed == line.would_miss) for line in trial.lines] == [
        ("response", 4, True),
        ("restore", 4, True),
    ]
    assert {line.metric: line.missed for line in trial.lines}["restore"] == 1


@pytest.mark.django_db
def test_other_times_miss_what_took_longer_and_restricted_tickets_are_left_out(world: World) -> None:
    resolved(world, 2)
    late = resolved(world, 4)
    resolved(world, 5, is_restricted=True)
    opened_ticket(world, MORNING)
    trial = tried(world.policy, harder(world.policy))
    assert trial.tickets == 2
    assert [(one.stood.key, one.stood.metric, one.would_miss) for one in trial.differing] == [
        (late.key, "restore", True)
    ]


@pytest.mark.django_db
def test_trying_costs_as_many_statements_for_one_ticket_as_for_four(
    world: World, django_assert_num_queries: object
) -> None:
    resolved(world, 2)
    tried(world.policy, harder(world.policy))
    targets = harder(world.policy)
    with CaptureQueriesContext(connection) as first:
        tried(world.policy, targets)
    for hours in (1, 2, 3):
        resolved(world, hours)
    with django_assert_num_queries(len(first)):  # type: ignore[operator]
        assert tried(world.policy, targets).tickets == 4


@pytest.mark.django_db
def test_the_page_tries_and_publishes_nothing(administrator: Client, world: World) -> None:
    late = resolved(world, 4)
    address = f"/setup/promises/{world.policy.pk}/"
    given = {
        "version": "1", "name": "Standard promises", "position": "100",
        "time_restore_3_": "3 h", "calendar_restore_3_": "HOSP24", "try": "1",
    }  # fmt: skip
    told = text_of(administrator.post(address, given))
    assert "Nothing has been published." in told
    assert late.key in told
    assert '<td data-label="As it was">Met</td><td data-label="With these times">Missed</td>' in told
    assert 'value="3 h"' in told
    assert SlaPolicy.objects.count() == 1


@pytest.mark.django_db
def test_with_nothing_resolved_the_page_says_so(administrator: Client, world: World) -> None:
    opened_ticket(world, MORNING)
    given = {"version": "1", "name": "Standard promises", "position": "100", "try": "1"}
    told = text_of(administrator.post(f"/setup/promises/{world.policy.pk}/", given))
    assert "No ticket under these promises was resolved yet" in told
