"""The behaviour table of sla-vectors.md on clocks as values; the numbers in the names are its rows."""

from datetime import datetime, timedelta

import pytest

from hospital_itsm.core.worktime import Calendar, NoWorkingTime
from tests.core.worktime_cases import around_the_clock, at, hours, office
from tickets.rules import sla
from tickets.rules.sla import Segment, SlaClock

NEW_YORK = "America/New_York"
OFFICE = office(NEW_YORK)
ALWAYS = around_the_clock(NEW_YORK)


def wall(reading: str) -> datetime:
    """An instant of January 2026, `13T09:00` being Tuesday the 13th at nine in New York."""
    return at(NEW_YORK, f"2026-01-{reading}")


def restore(opened: str, target_hours: float, calendar: Calendar = OFFICE) -> SlaClock:
    return sla.start(sla.RESTORE, calendar, hours(target_hours), wall(opened))


def paused(clock: SlaClock, began: str, ended: str, reason: str = "vendor") -> SlaClock:
    return sla.resume(sla.pause(clock, wall(began), reason), wall(ended))


def test_8_a_pause_inside_hours_moves_the_deadline_by_its_length() -> None:
    assert sla.due_at(restore("13T09:00", 4)) == wall("13T13:00")
    assert sla.due_at(paused(restore("13T09:00", 4), "13T10:00", "13T14:00")) == wall("13T17:00")


def test_9_a_pause_over_the_weekend_moves_it_by_its_business_hours_only() -> None:
    assert sla.due_at(paused(restore("16T16:00", 4), "16T17:00", "19T09:00")) == wall("19T12:00")
    assert sla.due_at(restore("16T16:00", 4)) == wall("19T10:00")


def test_10_a_pause_outside_hours_moves_nothing() -> None:
    assert sla.due_at(paused(restore("13T17:00", 4), "13T19:00", "14T07:00")) == sla.due_at(
        restore("13T17:00", 4)
    )


def test_11_going_from_paused_to_resolved_at_once_does_not_count_the_hold() -> None:
    held = sla.pause(restore("13T09:00", 4), wall("13T10:00"), "requester")
    solved = sla.stop(held, wall("13T16:00"))
    assert (solved.consumed, solved.outcome) == (hours(1), sla.MET)
    assert sla.ended_segment(held, wall("13T16:00")) == Segment(
        wall("13T10:00"), wall("13T16:00"), "requester"
    )


def test_12_two_pauses_on_one_day_both_count() -> None:
    clock = paused(paused(restore("13T09:00", 4), "13T10:00", "13T11:00"), "13T12:00", "13T13:00")
    assert sla.due_at(clock) == wall("13T15:00")


def test_12_a_pause_across_a_policy_change_counts() -> None:
    held = sla.pause(restore("13T09:00", 4), wall("13T10:00"), "vendor")
    changed = sla.change_calendar(held, ALWAYS, hours(4), wall("13T12:00"))
    assert sla.ended_segment(held, wall("13T12:00")) == Segment(wall("13T10:00"), wall("13T12:00"), "vendor")
    assert sla.due_at(sla.resume(changed, wall("13T17:00"))) == wall("13T20:00")


def test_13_a_deadline_that_passes_while_paused_is_no_breach_and_resuming_moves_it() -> None:
    held = sla.pause(restore("13T09:00", 2), wall("13T10:00"), "vendor")
    assert sla.due_at(held) is None
    assert sla.settle(held, wall("13T15:00")).breached_at is None
    assert sla.due_at(sla.resume(held, wall("13T15:00"))) == wall("13T16:00")


def test_14_a_pause_after_the_breach_does_not_undo_it() -> None:
    clock = paused(restore("13T09:00", 2), "13T12:00", "13T14:00")
    assert clock.breached_at == wall("13T11:00")
    assert sla.due_at(clock) == wall("13T11:00")
    assert sla.stop(clock, wall("13T15:00")).outcome == sla.MISSED


@pytest.mark.parametrize(
    ("mode", "due", "breached"),
    [
        (sla.FROM_OPENING, "13T10:00", "13T10:00"),
        (sla.FROM_NOW, "13T13:00", None),
        (sla.TIGHTER, "13T13:00", None),
    ],
)
def test_15_a_raise_after_three_hours_follows_the_mode_of_the_policy(
    mode: str, due: str, breached: str | None
) -> None:
    clock = restore("13T09:00", 8)
    raised = sla.retarget(clock, (), OFFICE, hours(1), wall("13T12:00"), mode=mode, raised=True)
    assert sla.due_at(raised) == wall(due)
    assert raised.breached_at == (wall(breached) if breached else None)
    assert raised.by_reprioritisation is (breached is not None)


def test_15_the_tighter_of_both_keeps_an_earlier_old_deadline() -> None:
    clock = restore("13T09:00", 4)
    kept = sla.retarget(clock, (), ALWAYS, hours(5), wall("13T12:00"), mode=sla.TIGHTER)
    assert (sla.due_at(kept), kept.calendar, kept.target) == (wall("13T13:00"), OFFICE, hours(4))


def test_16_a_lowering_keeps_the_old_breach_in_the_history_and_the_clock_goes_on() -> None:
    urgent = restore("13T09:00", 1, ALWAYS)
    history = sla.closed_target(urgent, wall("13T12:00"))
    lowered = sla.retarget(urgent, (), OFFICE, hours(8), wall("13T12:00"))
    assert (history.due_at, history.breached_at) == (wall("13T10:00"), wall("13T10:00"))
    assert (lowered.breached_at, sla.due_at(lowered)) == (None, wall("13T17:00"))


def test_17_a_raise_carries_an_earlier_pause_of_two_hours() -> None:
    clock = paused(restore("13T09:00", 8), "13T10:00", "13T12:00")
    run = Segment(wall("13T09:00"), wall("13T10:00"))
    raised = sla.retarget(clock, (run,), OFFICE, hours(2), wall("13T14:00"), raised=True)
    assert raised.breached_at == wall("13T13:00")
    assert sla.consumed_at(raised, wall("13T14:00")) == hours(3)


def test_the_golden_retarget_is_missed_at_eleven() -> None:
    berlin = office("Europe/Berlin")
    opened = at("Europe/Berlin", "2026-01-13T09:00")
    clock = sla.start(sla.RESTORE, berlin, hours(8), opened)
    raised = sla.retarget(clock, (), berlin, hours(2), at("Europe/Berlin", "2026-01-13T14:00"), raised=True)
    assert raised.breached_at == at("Europe/Berlin", "2026-01-13T11:00")
    assert sla.consumed_at(raised, at("Europe/Berlin", "2026-01-13T14:00")) == hours(5)


def test_the_golden_pause_leaves_six_hours() -> None:
    berlin = office("Europe/Berlin")
    clock = sla.start(sla.RESTORE, berlin, hours(8), at("Europe/Berlin", "2026-01-13T09:00"))
    clock = sla.pause(clock, at("Europe/Berlin", "2026-01-13T11:00"), "vendor")
    assert clock.consumed == hours(2)
    clock = sla.resume(clock, at("Europe/Berlin", "2026-01-14T15:00"))
    assert sla.due_at(clock) == at("Europe/Berlin", "2026-01-15T11:00")


def test_18_withdrawing_the_target_cancels_and_keeps_what_was_missed() -> None:
    gone = sla.cancel(restore("13T09:00", 1), wall("13T12:00"))
    assert (gone.outcome, gone.breached_at, sla.due_at(gone)) == (sla.CANCELLED, wall("13T10:00"), None)
    assert sla.stop(gone, wall("13T15:00")) == gone


def test_19_a_staff_answer_restarts_the_update_clock_once() -> None:
    clock = sla.start(sla.UPDATE, ALWAYS, timedelta(minutes=15), wall("13T09:00"))
    answered = sla.restart(clock, wall("13T09:10"), timedelta(minutes=30))
    assert sla.due_at(answered) == wall("13T09:40")
    assert sla.requester_wrote(answered, wall("13T09:20")) == answered


def test_a_missed_round_of_the_update_clock_is_read_before_the_next_begins() -> None:
    clock = sla.start(sla.UPDATE, ALWAYS, timedelta(minutes=15), wall("13T09:00"))
    assert sla.closed_target(clock, wall("13T09:20")).breached_at == wall("13T09:15")
    assert sla.restart(clock, wall("13T09:20"), timedelta(minutes=30)).breached_at is None


def test_a_promised_update_is_due_when_it_was_promised() -> None:
    clock = sla.start(sla.UPDATE, ALWAYS, hours(2), wall("13T09:00"))
    assert sla.due_at(sla.promise(clock, wall("13T09:30"), wall("13T13:00"))) == wall("13T13:00")


def test_22_the_first_update_is_never_due_before_the_response() -> None:
    update = sla.start(sla.UPDATE, ALWAYS, timedelta(minutes=15), wall("13T09:00"))
    assert sla.first_update_target(update, wall("13T10:00")) == hours(1)
    assert sla.first_update_target(update, wall("13T09:10")) == timedelta(minutes=15)
    assert sla.first_update_target(update, None) == timedelta(minutes=15)


def test_23_a_reopened_clock_goes_on_without_the_time_it_stood_solved() -> None:
    solved = sla.stop(restore("13T09:00", 8), wall("13T12:00"))
    again = sla.reopen(solved, wall("15T09:00"))
    assert (again.cycle, again.consumed, sla.due_at(again)) == (2, hours(3), wall("15T14:00"))
    assert (solved.stopped_at, solved.outcome) == (wall("13T12:00"), sla.MET)
    assert sla.stop(again, wall("15T10:00")).consumed == hours(4)


def test_23_reopening_what_was_missed_stays_missed_since_the_same_instant() -> None:
    solved = sla.stop(restore("13T09:00", 2), wall("13T12:00"))
    again = sla.reopen(solved, wall("15T09:00"))
    assert (again.breached_at, sla.due_at(again)) == (wall("13T11:00"), wall("13T11:00"))


def test_24_merging_ends_the_clock_as_merged() -> None:
    merged = sla.cancel(restore("13T09:00", 8), wall("13T10:00"), sla.MERGED)
    assert (merged.outcome, merged.stopped_at, sla.due_at(merged)) == (sla.MERGED, wall("13T10:00"), None)


def test_26_the_deadline_is_one_instant_in_every_zone() -> None:
    opened = wall("13T09:00")
    from_tokyo = opened.astimezone(at("Asia/Tokyo", "2026-01-13T00:00").tzinfo)
    assert sla.due_at(sla.start(sla.RESTORE, OFFICE, hours(4), from_tokyo)) == wall("13T13:00")


def test_27_an_applied_calendar_holds_from_now_and_past_intervals_stay() -> None:
    clock = restore("13T16:00", 8)
    changed = sla.change_calendar(clock, ALWAYS, hours(8), wall("14T09:00"))
    assert changed.consumed == hours(3)
    assert sla.due_at(changed) == wall("14T14:00")
    closed = sla.stop(clock, wall("13T17:00"))
    assert sla.change_calendar(closed, ALWAYS, hours(8), wall("14T09:00")) == closed


def test_31_no_working_day_is_an_error_zero_is_due_at_once_and_null_is_no_clock() -> None:
    with pytest.raises(NoWorkingTime):
        sla.due_at(restore("13T09:00", 1, Calendar(NEW_YORK, ())))
    saturday = restore("17T11:00", 0)
    assert sla.due_at(saturday) == wall("17T11:00")
    assert sla.settle(saturday, wall("17T11:01")).breached_at == wall("17T11:00")
    assert sla.target_seconds(OFFICE, wall("13T09:00")) is None


def test_32_almost_all_of_the_target_is_not_a_breach_and_exactly_due_is_met() -> None:
    clock = restore("13T09:00", 8)
    nearly = wall("13T09:00") + hours(8) * 0.99951
    assert sla.settle(clock, nearly).breached_at is None
    assert sla.stop(clock, wall("13T17:00")).outcome == sla.MET
    late = sla.stop(clock, wall("13T17:00") + timedelta(microseconds=1))
    assert (late.outcome, late.breached_at) == (sla.MISSED, wall("13T17:00"))


def test_a_response_clock_never_pauses() -> None:
    clock = sla.start(sla.RESPONSE, OFFICE, hours(4), wall("13T09:00"))
    assert sla.pause(clock, wall("13T10:00"), "requester") == clock


def test_business_days_become_working_time_at_opening() -> None:
    assert sla.target_seconds(OFFICE, wall("16T16:00"), business_days=1) == hours(12)
    assert sla.target_seconds(OFFICE, wall("16T16:00"), minutes=90) == hours(1.5)


def test_an_event_stamped_before_the_run_it_ends_takes_no_time_back() -> None:
    clock = paused(restore("13T09:00", 4), "13T10:00", "13T12:00")
    behind = sla.pause(clock, wall("13T11:59"), "vendor")
    assert (behind.consumed, behind.paused_since) == (hours(1), wall("13T12:00"))
    assert sla.ended_segment(clock, wall("13T11:59")) is None


def test_consumed_can_be_counted_again_from_the_history() -> None:
    clock = sla.pause(paused(restore("13T09:00", 8), "13T10:00", "13T12:00"), wall("13T15:00"), "vendor")
    history = (
        Segment(wall("13T09:00"), wall("13T10:00")),
        Segment(wall("13T10:00"), wall("13T12:00"), "vendor"),
        Segment(wall("13T12:00"), wall("13T15:00")),
    )
    assert sla.recounted(clock, history) == clock.consumed == hours(4)


def test_the_instant_an_amount_was_used_is_found_in_earlier_runs() -> None:
    clock = paused(restore("13T09:00", 8), "13T11:00", "13T12:00")
    runs = (Segment(wall("13T09:00"), wall("13T11:00")),)
    assert sla.instant_used(clock, hours(1), runs) == wall("13T10:00")
    assert sla.instant_used(clock, hours(3), runs) == wall("13T13:00")
    held = sla.pause(clock, wall("13T13:00"), "vendor")
    assert sla.instant_used(held, hours(5), runs) is None
