"""The thirteen pause facts of data/business_hours, read as sla-vectors.md says."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.core.worktime_cases import DATA_FOLDER, around_the_clock, data_rows
from tickets.rules import sla
from tickets.rules.sla import Segment, SlaClock

FACTS = {row["id"]: row for row in data_rows("sla_pause_facts.csv")}
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(
        not FACTS, reason=f"The shared data is not at {DATA_FOLDER}. Set SHARED_DATA to its folder."
    ),
]
ALWAYS = around_the_clock("UTC")
ZERO = datetime(2026, 1, 13, tzinfo=UTC)


def minute(count: int) -> datetime:
    return ZERO + timedelta(minutes=count)


def minutes(span: timedelta) -> int:
    return round(span / timedelta(minutes=1))


def lived(start: int, target: int = 10_000) -> SlaClock:
    """The life of S01-S06 from a minute on: paused at 90, closed at 120."""
    clock = sla.start(sla.RESTORE, ALWAYS, timedelta(minutes=target), minute(start))
    return sla.stop(sla.pause(clock, minute(90), "requester"), minute(120))


def exchanged(*events: tuple[int, str], target: int = 60) -> tuple[SlaClock, list[Segment]]:
    clock = sla.start_waiting(sla.UPDATE, ALWAYS, timedelta(minutes=target), minute(0))
    runs = []
    for at, who in events:
        ended = sla.ended_segment(clock, minute(at))
        if who == "agent" and ended:
            runs.append(ended)
        clock = (sla.staff_replied if who == "agent" else sla.requester_wrote)(clock, minute(at))
    return clock, runs


def test_the_table_is_the_one_these_tests_read() -> None:
    assert sorted(FACTS) == [f"S{number:02}" for number in range(1, 14)]


@pytest.mark.parametrize(
    ("fact", "start", "stop", "worked"), [("S01", 0, 120, 90), ("S02", 30, 120, 60), ("S03", 0, 30, 30)]
)
def test_paused_minutes_are_not_worked(fact: str, start: int, stop: int, worked: int) -> None:
    assert FACTS[fact]["expected"].endswith(f"= {worked}")
    clock = sla.start(sla.RESTORE, ALWAYS, timedelta(minutes=500), minute(start))
    if stop > 90:
        clock = sla.pause(clock, minute(90), "requester")
    assert minutes(sla.stop(clock, minute(stop)).consumed) == worked


def test_s04_a_deadline_before_the_pause_stays() -> None:
    clock = sla.start(sla.RESTORE, ALWAYS, timedelta(minutes=30), minute(0))
    assert sla.due_at(clock) == minute(30)


def test_s05_a_deadline_counted_from_minute_75_steps_over_the_pause() -> None:
    clock = sla.start(sla.RESTORE, ALWAYS, timedelta(minutes=30), minute(75))
    resumed = sla.resume(sla.pause(clock, minute(90), "requester"), minute(120))
    assert sla.due_at(resumed) == minute(135)


def test_s06_a_solution_deadline_before_the_pause_is_missed_at_its_minute() -> None:
    assert lived(0, target=75).breached_at == minute(75)


def test_s07_a_response_at_minute_75_took_75_and_is_15_late() -> None:
    answered = sla.stop(sla.start(sla.RESPONSE, ALWAYS, timedelta(minutes=60), minute(0)), minute(75))
    assert (minutes(answered.consumed), minutes(answered.target - answered.consumed)) == (75, -15)
    assert (answered.outcome, answered.breached_at) == (sla.MISSED, minute(60))


def test_s08_an_update_after_ten_minutes_has_fifty_to_spare() -> None:
    clock, runs = exchanged((0, "customer"), (10, "agent"))
    assert minutes(sla.longest_run(ALWAYS, runs)) == 10
    assert minutes(clock.target - clock.consumed) == 50
    assert sla.due_at(clock) is None


def test_s09_the_longest_exchange_is_kept() -> None:
    clock, runs = exchanged((0, "customer"), (10, "agent"), (20, "customer"), (25, "agent"))
    assert minutes(sla.longest_run(ALWAYS, runs)) == 10
    assert minutes(clock.target - sla.longest_run(ALWAYS, runs)) == 50


def test_s10_a_second_customer_message_does_not_move_the_deadline() -> None:
    clock, _ = exchanged((0, "customer"), (10, "customer"))
    assert sla.due_at(clock) == minute(60)


def test_s11_an_agent_message_alone_sets_no_deadline() -> None:
    clock, runs = exchanged((10, "agent"))
    assert (sla.due_at(clock), clock.status, runs) == (None, sla.WAITING, [])


def test_s12_closing_removes_the_running_deadline() -> None:
    clock = sla.start(sla.RESTORE, ALWAYS, timedelta(minutes=60), minute(0))
    assert sla.due_at(sla.stop(clock, minute(30))) is None


def test_s13_is_another_products_rule_ours_are_no_clock_and_due_at_once() -> None:
    assert FACTS["S13"]["expected"] == "no deadline"
    assert sla.target_seconds(ALWAYS, minute(0), minutes=None) is None
    assert sla.target_seconds(ALWAYS, minute(0), minutes=0) == timedelta(0)
