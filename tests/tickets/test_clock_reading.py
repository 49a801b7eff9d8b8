"""What people see of a clock: the chip and the working behind a deadline."""

from datetime import datetime, timedelta

from tests.core.worktime_cases import around_the_clock, at, hours, office
from tickets.rules import clock_reading as reading
from tickets.rules import sla
from tickets.rules.clock_reading import Line, SlaChip
from tickets.rules.sla import Segment, SlaClock

BERLIN = "Europe/Berlin"
MINUTES = timedelta(minutes=1)


def wall(reading_of_clock: str) -> datetime:
    return at(BERLIN, f"2026-01-{reading_of_clock}")


def restore(target_hours: float = 4, opened: str = "13T16:00") -> SlaClock:
    return sla.start(sla.RESTORE, office(BERLIN), hours(target_hours), wall(opened))


def test_on_track_says_the_time_left_and_when_it_is_at_risk() -> None:
    assert reading.read(restore(), wall("13T17:00")) == SlaChip(
        sla.RESTORE, reading.ON_TRACK, hours(17), 25, wall("14T10:00"), wall("14T09:00")
    )


def test_three_quarters_used_is_at_risk() -> None:
    before = reading.read(restore(), wall("14T09:00") - timedelta(seconds=1))
    after = reading.read(restore(), wall("14T09:00"))
    assert (before.state, after.state) == (reading.ON_TRACK, reading.AT_RISK)
    assert (after.span, after.used_percent, after.risk_at) == (hours(1), 75, None)


def test_exactly_due_is_not_yet_late_and_reads_all_used() -> None:
    due = reading.read(restore(), wall("14T10:00"))
    assert (due.state, due.span, due.used_percent) == (reading.AT_RISK, hours(0), 100)


def test_late_says_by_how_much_since_the_deadline() -> None:
    chip = reading.read(restore(), wall("14T10:18"))
    assert (chip.state, chip.span, chip.due_at) == (reading.LATE, 18 * MINUTES, wall("14T10:00"))


def test_the_share_used_is_rounded_down_so_that_99_9_is_not_all() -> None:
    opened = wall("13T08:00")
    clock = sla.start(sla.RESTORE, office(BERLIN), hours(10), opened)
    assert reading.read(clock, opened + hours(9.9951)).used_percent == 99


def test_paused_says_why_and_stands_still() -> None:
    held = sla.pause(restore(), wall("13T17:00"), "vendor")
    chip = reading.read(held, wall("20T17:00"))
    assert (chip.state, chip.reason, chip.used_percent, chip.due_at) == (reading.PAUSED, "vendor", 25, None)


def test_late_and_then_paused_stays_late_with_the_reason() -> None:
    held = sla.pause(restore(1), wall("13T17:30"), "vendor")
    chip = reading.read(held, wall("13T17:45"))
    assert (chip.state, chip.reason, chip.span) == (reading.LATE, "vendor", 45 * MINUTES)


def test_met_says_how_long_it_took() -> None:
    chip = reading.read(sla.stop(restore(), wall("13T16:04")), wall("20T16:00"))
    assert (chip.state, chip.span) == (reading.MET, 4 * MINUTES)


def test_missed_says_by_how_much_working_time() -> None:
    chip = reading.read(sla.stop(restore(1), wall("14T08:18")), wall("20T16:00"))
    assert (chip.state, chip.span, chip.due_at) == (reading.MISSED, 78 * MINUTES, wall("13T17:00"))


def test_a_withdrawn_clock_says_nothing_else() -> None:
    chip = reading.read(sla.cancel(restore(), wall("13T17:00")), wall("20T16:00"))
    assert (chip.state, chip.due_at) == (reading.WITHDRAWN, None)


def test_an_exchange_that_waits_for_the_requester_has_no_deadline() -> None:
    clock = sla.start_waiting(sla.UPDATE, office(BERLIN), hours(1), wall("13T16:00"))
    assert reading.read(clock, wall("13T17:00")).state == reading.WAITING


def test_a_target_of_zero_reads_as_all_used() -> None:
    assert reading.read(restore(0), wall("13T16:00")).used_percent == 100


def test_the_working_of_a_deadline_overnight() -> None:
    told = reading.working(restore(), (), wall("13T17:00"))
    assert told.due_at == wall("14T10:00")
    assert told.lines == (
        Line(wall("13T16:00"), wall("13T18:00"), hours(2)),
        Line(wall("14T08:00"), wall("14T10:00"), hours(2)),
    )


def test_the_working_tells_pauses_between_the_work() -> None:
    clock = sla.resume(sla.pause(restore(), wall("13T17:00"), "vendor"), wall("14T09:00"))
    history = (
        Segment(wall("13T16:00"), wall("13T17:00")),
        Segment(wall("13T17:00"), wall("14T09:00"), "vendor"),
    )
    assert reading.working(clock, history, wall("14T09:30")).lines == (
        Line(wall("13T16:00"), wall("13T17:00"), hours(1)),
        Line(wall("13T17:00"), wall("14T09:00"), hours(16), "vendor"),
        Line(wall("14T09:00"), wall("14T12:00"), hours(3)),
    )


def test_a_clock_paused_now_has_no_deadline_and_its_pause_lasts_until_now() -> None:
    held = sla.pause(restore(), wall("13T17:00"), "vendor")
    told = reading.working(held, (Segment(wall("13T16:00"), wall("13T17:00")),), wall("13T17:30"))
    assert told.due_at is None
    assert told.lines[-1] == Line(wall("13T17:00"), wall("13T17:30"), 30 * MINUTES, "vendor")


def test_a_long_working_is_folded_in_the_middle_and_still_adds_up() -> None:
    told = reading.working(restore(100), (), wall("13T17:00"))
    assert len(told.lines) == reading.LINES_SHOWN
    assert [line.folded for line in told.lines] == [0, 0, 0, 0, 4, 0, 0, 0]
    assert sum((line.span for line in told.lines), timedelta()) == hours(100)


def test_what_a_reopened_clock_brought_along_is_one_figure() -> None:
    again = sla.reopen(sla.stop(restore(), wall("13T17:00")), wall("15T09:00"))
    told = reading.working(again, (Segment(wall("13T16:00"), wall("13T17:00")),), wall("15T09:30"))
    assert (told.carried, told.lines) == (hours(1), (Line(wall("15T09:00"), wall("15T12:00"), hours(3)),))


def test_around_the_clock_the_working_is_one_line() -> None:
    clock = sla.start(sla.RESTORE, around_the_clock(BERLIN), hours(40), wall("13T16:00"))
    assert reading.working(clock, (), wall("13T17:00")).lines == (
        Line(wall("13T16:00"), wall("15T08:00"), hours(40)),
    )
