"""The clock between teams, the steps of a task, and tasks as they are written."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.core.worktime import Calendar, Window, between
from hospital_itsm.joint.rules.ola import Pause, Standing, standing
from hospital_itsm.joint.rules.steps import ENDED, STEPS, UNFINISHED, possible
from hospital_itsm.joint.rules.written_tasks import UnreadableTask, WrittenTask, read_tasks, write_tasks

ALWAYS = Calendar(tz="UTC", windows=tuple(Window(day, 0, 1440) for day in range(7)), holidays=())
OFFICE = Calendar(tz="UTC", windows=tuple(Window(day, 480, 1020) for day in range(5)), holidays=())
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def at(hours: float) -> datetime:
    """So many hours after Monday 08:00."""
    return MONDAY + hours * HOUR


@pytest.mark.parametrize(
    ("pauses", "now", "ended", "expected"),
    [
        ((), 1, None, Standing("running", at(4), None)),
        ((), 4, None, Standing("running", at(4), None)),
        ((), 4.01, None, Standing("missed", at(4), at(4))),
        ((), 9, 4, Standing("met", at(4), None)),
        ((), 9, 5, Standing("missed", at(4), at(4))),
        ((Pause(at(1), at(3)),), 5, None, Standing("running", at(6), None)),
        ((Pause(at(1)),), 50, None, Standing("paused", None, None)),
        ((Pause(at(5)),), 6, None, Standing("missed", at(4), at(4))),
        ((Pause(at(1), at(2)), Pause(at(2), at(3))), 5, 6, Standing("met", at(6), None)),
        ((Pause(at(0), at(1)),), 5, None, Standing("running", at(5), None)),
    ],
)
def test_how_a_time_of_four_hours_stands(
    pauses: tuple[Pause, ...], now: float, ended: float | None, expected: Standing
) -> None:
    ended_at = None if ended is None else at(ended)
    assert standing(ALWAYS, 4 * HOUR, MONDAY, pauses, at(now), ended_at=ended_at) == expected


def test_a_withdrawn_task_keeps_only_what_it_had_missed() -> None:
    early = standing(ALWAYS, 4 * HOUR, MONDAY, (), at(9), ended_at=at(2), is_withdrawn=True)
    late = standing(ALWAYS, 4 * HOUR, MONDAY, (), at(9), ended_at=at(5), is_withdrawn=True)
    assert (early.state, early.missed_at) == ("withdrawn", None)
    assert (late.state, late.missed_at) == ("missed", at(4))


def test_a_time_counts_only_in_its_hours() -> None:
    assert standing(OFFICE, 10 * HOUR, MONDAY, (), at(1)).due_at == datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


@given(
    target=st.integers(1, 600),
    lengths=st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=6),
    ran=st.integers(0, 900),
    calendar=st.sampled_from((ALWAYS, OFFICE)),
)
def test_late_is_exactly_who_used_more_than_the_target(
    target: int, lengths: list[tuple[int, int]], ran: int, calendar: Calendar
) -> None:
    """Elapsed is the sum of what overlaps the calendar, whatever the pauses."""
    minute, moment, pauses, used = timedelta(minutes=1), MONDAY, [], timedelta(0)
    for runs, rests in lengths:
        began = moment + runs * minute
        used += between(calendar, moment, began)
        moment = began + rests * minute
        pauses.append(Pause(began, moment))
    end = moment + ran * minute
    used += between(calendar, moment, end)
    found = standing(calendar, target * minute, MONDAY, pauses, end, ended_at=end)
    assert found.state == ("missed" if used > target * minute else "met")
    assert standing(calendar, target * minute, MONDAY, pauses, end).state == (
        "missed" if used > target * minute else "running"
    )


def test_every_step_leads_from_where_it_may_begin() -> None:
    assert {state: possible(state) for state in sorted(UNFINISHED | ENDED)} == {
        "called_off": ("reopen",),
        "doing": ("finish", "skip"),
        "done": ("reopen",),
        "not_needed": ("reopen",),
        "open": ("start", "finish", "skip"),
    }
    assert [verb for verb, row in STEPS.items() if row.asks_why] == ["skip"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Clean the screen", WrittenTask("Clean the screen")),
        ("NET: Check the port", WrittenTask("Check the port", "NET")),
        ("optional: Clean it", WrittenTask("Clean it", "", False)),
        (" Optional : HTM-GEN :  Try the spare ", WrittenTask("Try the spare", "HTM-GEN", False)),
        ("Note: who has it", WrittenTask("Note: who has it")),
    ],
)
def test_a_line_is_read(text: str, found: WrittenTask) -> None:
    assert read_tasks(f"\n{text}\n\n") == (found,)


@pytest.mark.parametrize(
    ("text", "number"), [("Fine\nNET:", 2), ("x" * 201, 1), ("a\n" * 31, 31), ("ok\noptional:", 2)]
)
def test_a_line_that_is_no_task_is_named(text: str, number: int) -> None:
    with pytest.raises(UnreadableTask) as refused:
        read_tasks(text)
    assert refused.value.number == number


@given(
    st.lists(
        st.builds(
            WrittenTask,
            st.from_regex(r"[a-z][a-z ]{0,60}[a-z]", fullmatch=True).filter(
                lambda words: words != "optional"
            ),
            st.sampled_from(("", "NET", "HTM-GEN", "SD-L1")),
            st.booleans(),
        ),
        max_size=30,
    )
)
def test_what_is_written_is_read_again(tasks: list[WrittenTask]) -> None:
    assert read_tasks(write_tasks(tuple(tasks))) == tuple(tasks)
