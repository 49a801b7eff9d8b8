"""Laws of clocks under any sequence of events, held by hypothesis."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.core.worktime_cases import around_the_clock, at, hours, office
from tickets.choices import Anchor, Metric, OnRetarget, Outcome, StepAction, UpdateMode
from tickets.rules import clock_reading, escalation, sla
from tickets.rules.sla import Segment, SlaClock

CHICAGO = "America/Chicago"
OPENED = at(CHICAGO, "2026-10-29T15:00")
CALENDARS = (office(CHICAGO), around_the_clock(CHICAGO))

events = st.lists(
    st.tuples(
        st.sampled_from(
            ("pause", "resume", "retarget", "now", "tighter", "restart", "stop", "reopen", "apply")
        ),
        st.integers(0, 60 * 60 * 20).map(lambda seconds: timedelta(seconds=seconds)),
        st.integers(0, 40),
        st.sampled_from(CALENDARS),
    ),
    max_size=14,
)


class Life:
    """A clock with the history that its changes leave behind."""

    def __init__(self) -> None:
        self.now = OPENED
        self.clock = sla.start(sla.RESTORE, CALENDARS[0], hours(8), OPENED)
        self.history: list[Segment] = []

    def change(self, operation: Callable[[SlaClock], SlaClock]) -> None:
        before, after = self.clock, operation(self.clock)
        began = (before.running_since, before.paused_since) != (after.running_since, after.paused_since)
        ended = sla.ended_segment(before, self.now)
        if ended is not None and began:
            self.history.append(ended)
        self.clock = after

    def happen(self, name: str, later: timedelta, target: int, calendar: object) -> None:
        self.now += later
        now, time = self.now, hours(target)
        modes = {"retarget": sla.FROM_OPENING, "now": sla.FROM_NOW, "tighter": sla.TIGHTER}
        if name in modes:
            runs, mode = tuple(self.history), modes[name]
            self.change(lambda clock: sla.retarget(clock, runs, calendar, time, now, mode=mode))  # type: ignore[arg-type]
        elif name == "reopen":
            if not self.clock.is_open:
                self.change(lambda clock: sla.reopen(clock, now))
        else:
            plain = {
                "pause": lambda clock: sla.pause(clock, now, "vendor"),
                "resume": lambda clock: sla.resume(clock, now),
                "restart": lambda clock: sla.restart(clock, now, time),
                "stop": lambda clock: sla.stop(clock, now),
                "apply": lambda clock: sla.change_calendar(clock, calendar, time, now),
            }
            self.change(plain[name])


def lived(happened: list[tuple[str, timedelta, int, object]]) -> Life:
    life = Life()
    for event in happened:
        life.happen(*event)
    return life


@given(events)
def test_consumed_is_always_what_the_history_says(happened: list) -> None:
    life = lived(happened)
    assert sla.recounted(life.clock, life.history) == life.clock.consumed


@given(events)
def test_a_clock_is_in_one_state_and_due_only_while_it_runs(happened: list) -> None:
    clock = lived(happened).clock
    assert (clock.running_since, clock.paused_since, clock.stopped_at).count(None) == 2
    assert (sla.due_at(clock) is None) == (clock.running_since is None)
    assert (clock.outcome == "") == clock.is_open


@given(events)
def test_the_deadline_of_a_clock_on_time_is_where_its_target_is_used_up(happened: list) -> None:
    life = lived(happened)
    due = sla.due_at(life.clock)
    if due is not None and life.clock.breached_at is None:
        assert sla.consumed_at(life.clock, due) == max(life.clock.target, life.clock.consumed)


@given(events)
def test_missed_means_that_more_than_the_target_was_used(happened: list) -> None:
    life = lived(happened)
    clock = sla.settle(life.clock, life.now)
    if clock.breached_at is not None:
        assert clock.breached_at <= life.now
        assert sla.consumed_at(clock, life.now) >= clock.target


@given(events, st.integers(0, 60 * 60 * 60))
def test_history_is_ordered_and_never_overlaps(happened: list, later: int) -> None:
    history = lived(happened).history
    assert all(one.began_at < one.ended_at for one in history)
    assert all(one.ended_at <= two.began_at for one, two in zip(history, history[1:], strict=False))


@given(events)
def test_every_clock_can_be_read_and_explained(happened: list) -> None:
    life = lived(happened)
    chip = clock_reading.read(life.clock, life.now)
    told = clock_reading.working(life.clock, life.history, life.now)
    assert chip.span >= timedelta()
    assert len(told.lines) <= clock_reading.LINES_SHOWN


def test_the_words_of_the_tables_are_those_of_the_rules() -> None:
    assert set(Metric.values) == set(sla.METRICS)
    assert set(Outcome.values) == {sla.MET, sla.MISSED, sla.CANCELLED, sla.MERGED}
    assert set(UpdateMode.values) == {sla.CADENCE, sla.REPLY_TO_REQUESTER}
    assert set(OnRetarget.values) == {sla.FROM_OPENING, sla.FROM_NOW, sla.TIGHTER}
    assert set(StepAction.values) == set(escalation.ACTIONS)
    assert set(Anchor.values) == set(escalation.ANCHORS)
