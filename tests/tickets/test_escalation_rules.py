"""The ladders of domain/2 §2.3: when each rung fires, and how rungs overdue at once fold."""

from datetime import datetime, timedelta

import pytest

from tests.core.worktime_cases import around_the_clock, at, hours, office
from tickets.rules import escalation, sla
from tickets.rules.escalation import DEFAULT_LADDERS, Step, fire_at, fold
from tickets.rules.sla import Segment, SlaClock

CHICAGO = "America/Chicago"


def wall(reading: str) -> datetime:
    return at(CHICAGO, f"2026-01-{reading}")


def ladder(metric: str, priority: int) -> list[Step]:
    return [step for step in DEFAULT_LADDERS if (step.metric, step.priority) == (metric, priority)]


def clock(metric: str, target: timedelta, opened: str = "13T09:00", always: bool = True) -> SlaClock:
    return sla.start(metric, (around_the_clock if always else office)(CHICAGO), target, wall(opened))


def told(metric: str, priority: int, value: SlaClock) -> list[tuple[datetime | None, tuple[str, ...]]]:
    return [(fire_at(step, value), step.audience) for step in ladder(metric, priority)]


def test_an_unanswered_p1_climbs_by_the_wall_clock() -> None:
    assert told("response", 1, clock("response", timedelta(minutes=15))) == [
        (wall("13T09:00"), ("primary", "house_supervisor_if_care")),
        (wall("13T09:05"), ("primary",)),
        (wall("13T09:10"), ("secondary",)),
        (wall("13T09:15"), ("duty_manager",)),
        (wall("13T09:20"), ("manager",)),
        (wall("13T09:30"), ("vp",)),
    ]


def test_an_unanswered_p2_climbs_by_the_wall_clock() -> None:
    assert told("response", 2, clock("response", timedelta(minutes=30))) == [
        (wall("13T09:00"), ("primary",)),
        (wall("13T09:15"), ("secondary",)),
        (wall("13T09:30"), ("duty_manager",)),
        (wall("13T10:00"), ("manager",)),
    ]


def test_a_p3_response_warns_lead_and_manager_in_business_hours() -> None:
    assert told("response", 3, clock("response", hours(4), "13T16:00", always=False)) == [
        (wall("14T09:00"), ("lead",)),
        (wall("14T10:00"), ("manager",)),
    ]


def test_a_missed_update_tells_the_owner_and_a_quarter_hour_later_the_duty_manager() -> None:
    assert told("update", 1, clock("update", timedelta(minutes=30))) == [
        (wall("13T09:30"), ("owner",)),
        (wall("13T09:45"), ("duty_manager",)),
    ]


@pytest.mark.parametrize(
    ("priority", "steps"),
    [
        (
            1,
            [
                ("13T11:00", ("lead", "manager")),
                ("13T12:00", ("vp",)),
                ("13T13:00", ("cio",)),
                ("13T15:00", ("manager",)),
            ],
        ),
        (2, [("13T12:00", ("lead",)), ("13T13:00", ("manager",))]),
        (
            3,
            [("13T12:00", ("owner",)), ("13T12:36", ("lead",)), ("13T13:00", ("manager",)), ("13T15:00", ())],
        ),
    ],
)
def test_restore_climbs_by_shares_of_its_target(
    priority: int, steps: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert told("restore", priority, clock("restore", hours(4))) == [(wall(when), who) for when, who in steps]


def test_reason_codes_are_asked_for_at_the_breach_only() -> None:
    asking = {(step.metric, step.priority, step.at_percent) for step in DEFAULT_LADDERS if step.needs_reason}
    assert asking == {("restore", priority, 100) for priority in (1, 2, 3, 4)} | {
        ("fulfil", priority, 100) for priority in (3, 4, 5)
    }


def test_after_a_raise_the_ladder_runs_from_the_raise() -> None:
    slow = clock("restore", hours(27), always=False)
    raised = sla.retarget(slow, (), around_the_clock(CHICAGO), hours(4), wall("13T15:00"), raised=True)
    assert raised.breached_at == wall("13T13:00")
    assert [when for when, _ in told("restore", 1, raised)] == [
        wall("13T17:00"),
        wall("13T18:00"),
        wall("13T19:00"),
        wall("13T21:00"),
    ]
    response = clock("response", hours(4), always=False)
    urgent = sla.retarget(
        response, (), around_the_clock(CHICAGO), timedelta(minutes=15), wall("13T15:00"), raised=True
    )
    assert urgent.breached_at == wall("13T09:15")
    assert told("response", 1, urgent)[0][0] == wall("13T15:00")


def test_nothing_is_due_while_the_clock_is_paused_or_stopped() -> None:
    running = clock("restore", hours(4))
    held = sla.pause(running, wall("13T10:00"), "vendor")
    assert [fire_at(step, held) for step in ladder("restore", 3)] == [None] * 4
    assert [fire_at(step, sla.stop(running, wall("13T10:00"))) for step in ladder("restore", 3)] == [None] * 4


def test_a_share_passed_before_the_pause_keeps_its_instant() -> None:
    held = sla.pause(clock("restore", hours(4)), wall("13T12:30"), "vendor")
    runs = (Segment(wall("13T09:00"), wall("13T12:30")),)
    assert fire_at(ladder("restore", 3)[0], held, runs) == wall("13T12:00")
    assert fire_at(ladder("restore", 3)[1], held, runs) is None


def test_rungs_overdue_at_once_fold_into_the_highest() -> None:
    due = [
        (wall("13T09:10"), 3, "secondary"),
        (wall("13T09:05"), 2, "primary again"),
        (wall("13T09:00"), 1, "primary"),
    ]
    assert fold(due) == ("secondary", ("primary", "primary again"))
    assert fold([]) == (None, ())


def test_every_step_says_exactly_one_time_and_known_words() -> None:
    for step in DEFAULT_LADDERS:
        assert (step.at_percent is None) != (step.at_minutes is None)
        assert set(step.audience) <= set(escalation.AUDIENCES)
        assert step.action in escalation.ACTIONS
        assert step.anchor in escalation.ANCHORS
