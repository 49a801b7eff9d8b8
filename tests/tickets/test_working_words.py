"""The working of a deadline as a person reads it on the ticket."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.core.worktime_cases import at, hours, office
from tickets.rules import sla
from tickets.rules.clock_reading import working
from tickets.rules.sla import Segment, SlaClock
from tickets.working_words import working_words

CHICAGO = "America/Chicago"


@pytest.fixture(autouse=True)
def _hospital_time():
    with timezone.override(CHICAGO):
        yield


def wall(reading: str):
    return at(CHICAGO, f"2026-01-{reading}")


def restore(target: float) -> SlaClock:
    return sla.start(sla.RESTORE, office(CHICAGO), hours(target), wall("13T16:00"))


def test_a_deadline_overnight_is_explained_in_one_line() -> None:
    told = working_words(working(restore(4), (), wall("13T17:00")), wall("13T17:00"))
    assert str(told) == "Due Wed 10:00: 2h Tue 16:00-18:00, 2h Wed 08:00-10:00"


def test_pauses_are_told_with_their_reason() -> None:
    clock = sla.resume(sla.pause(restore(4), wall("13T17:00"), "vendor"), wall("14T09:00"))
    history = (
        Segment(wall("13T16:00"), wall("13T17:00")),
        Segment(wall("13T17:00"), wall("14T09:00"), "vendor"),
    )
    told = working_words(working(clock, history, wall("14T09:30")), wall("14T09:30"))
    assert told.headline == "Due Wed 12:00"
    assert told.lines == (
        "1h Tue 16:00-17:00",
        "paused Tue 17:00 - Wed 09:00 (waiting on vendor)",
        "3h Wed 09:00-12:00",
    )


def test_a_passed_deadline_and_a_standing_clock_say_so() -> None:
    late = working_words(working(restore(1), (), wall("14T09:00")), wall("14T09:00"))
    assert late.headline == "Was due Tue 17:00"
    held = sla.pause(restore(4), wall("13T17:00"), "requester")
    assert working_words(working(held, (), wall("14T09:00")), wall("14T09:00")).headline == (
        "No deadline while nothing runs"
    )


def test_a_long_working_is_summed_up_and_days_far_off_have_their_date() -> None:
    told = working_words(working(restore(100), (), wall("13T17:00")), wall("13T17:00"))
    assert told.headline == "Due Jan 27, 16:00"
    assert told.lines[4] == "40h in 4 stretches Mon 08:00 - Jan 22, 18:00"


def test_half_hours_keep_their_minutes() -> None:
    told = working_words(working(restore(2.75), (), wall("13T17:00")), wall("13T17:00"))
    assert told.lines == ("2h Tue 16:00-18:00", "45m Wed 08:00-08:45")


def test_what_an_earlier_cycle_used_is_said_first() -> None:
    again = sla.reopen(sla.stop(restore(4), wall("13T17:00")), wall("15T09:00"))
    told = working_words(working(again, (), wall("15T09:00")), wall("15T09:00"))
    assert told.lines[0] == "1h used before"
    assert again.consumed == timedelta(hours=1)
