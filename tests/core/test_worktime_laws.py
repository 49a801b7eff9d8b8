"""Laws of working time, held by hypothesis against a counter that looks at every single minute."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hospital_itsm.core.worktime import Calendar, Holiday, Window, add, between, explain
from tests.core.worktime_cases import at

ZONES = (
    "America/Chicago",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Asia/Tehran",
    "America/Sao_Paulo",
    "Pacific/Chatham",
)
SHIFTS = {
    "America/Chicago": ("2026-03-08", "2026-11-01"),
    "Europe/Berlin": ("2026-03-29", "2026-10-25"),
    "Australia/Lord_Howe": ("2026-04-05", "2026-10-04"),
    "Asia/Tehran": ("2015-03-22", "2015-09-22"),
    "America/Sao_Paulo": ("2015-02-22", "2015-10-18"),
    "Pacific/Chatham": ("2026-04-05", "2026-09-27"),
}
MINUTE = timedelta(minutes=1)

quarters = st.integers(0, 95).map(lambda quarter: quarter * 15)
window = st.builds(
    lambda weekday, start, length: Window(weekday, start, min(start + length, 2880)),
    st.integers(0, 6),
    quarters,
    st.integers(1, 120).map(lambda quarter: quarter * 15),
)


@st.composite
def near_a_shift(draw: st.DrawFn) -> tuple[Calendar, datetime]:
    """A calendar with random windows and an instant within five days of a change of its zone's clock."""
    tz = draw(st.sampled_from(ZONES))
    changes_on = at(tz, draw(st.sampled_from(SHIFTS[tz])))
    holidays = draw(st.lists(st.integers(-6, 6), max_size=2, unique=True))
    calendar = Calendar(
        tz,
        tuple(draw(st.lists(window, min_size=1, max_size=8))),
        tuple(
            Holiday(changes_on.date() + timedelta(days=day), until_minute=draw(st.sampled_from([None, 600])))
            for day in holidays
        ),
    )
    return calendar, changes_on + draw(st.integers(-7200, 7200)) * MINUTE


amounts = st.integers(0, 60 * 60 * 40).map(lambda seconds: timedelta(seconds=seconds))


def counted_minute_by_minute(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """The reading of the wall clock, minute after minute of real time."""
    zone, moment, count = ZoneInfo(calendar.tz), start, 0
    while moment < end:
        count += _is_worked(calendar, moment.astimezone(zone))
        moment += MINUTE
    return count * MINUTE


def _is_worked(calendar: Calendar, wall: datetime) -> bool:
    minute_of_day = wall.hour * 60 + wall.minute
    for days_back in (0, 1):
        day = wall.date() - timedelta(days=days_back)
        reading = minute_of_day + days_back * 1440
        limits = [h.until_minute or 0 for h in calendar.holidays if h.on == day]
        for shift in calendar.windows:
            if shift.weekday == day.weekday() and shift.start_minute <= reading < min(
                [shift.end_minute, *limits]
            ):
                return True
    return False


@given(near_a_shift(), st.integers(0, 5 * 1440))
@settings(max_examples=150, deadline=None)
def test_between_agrees_with_the_minute_counter(case: tuple[Calendar, datetime], minutes: int) -> None:
    calendar, start = case
    end = start + minutes * MINUTE
    assert between(calendar, start, end) == counted_minute_by_minute(calendar, start, end)


@pytest.mark.parametrize("tz", ZONES)
def test_every_zone_agrees_with_the_minute_counter_over_both_shifts(tz: str) -> None:
    calendar = Calendar(tz, tuple(Window(day, 1335, 1695) for day in range(7)))
    for changes_on in SHIFTS[tz]:
        start = at(tz, changes_on) - timedelta(days=2)
        end = start + timedelta(days=4)
        assert between(calendar, start, end) == counted_minute_by_minute(calendar, start, end)


@given(near_a_shift(), amounts)
@settings(max_examples=150, deadline=None)
def test_between_undoes_add(case: tuple[Calendar, datetime], amount: timedelta) -> None:
    calendar, start = case
    assert between(calendar, start, add(calendar, start, amount)) == amount


@given(near_a_shift(), amounts, amounts)
@settings(max_examples=150, deadline=None)
def test_adding_twice_is_adding_the_sum(
    case: tuple[Calendar, datetime], first: timedelta, second: timedelta
) -> None:
    calendar, start = case
    assert add(calendar, add(calendar, start, first), second) == add(calendar, start, first + second)


@given(near_a_shift(), st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)))
@settings(max_examples=150, deadline=None)
def test_between_is_additive(case: tuple[Calendar, datetime], seconds: tuple[int, int]) -> None:
    calendar, start = case
    middle = start + timedelta(seconds=seconds[0])
    end = middle + timedelta(seconds=seconds[1])
    assert between(calendar, start, end) == between(calendar, start, middle) + between(calendar, middle, end)


@given(near_a_shift(), st.integers(0, 10**6))
@settings(max_examples=150, deadline=None)
def test_the_explanation_is_ordered_apart_and_adds_up(case: tuple[Calendar, datetime], seconds: int) -> None:
    calendar, start = case
    end = start + timedelta(seconds=seconds)
    stretches = explain(calendar, start, end)
    assert sum((stretch.duration for stretch in stretches), timedelta()) == between(calendar, start, end)
    assert all(earlier.ended_at < later.began_at for earlier, later in pairwise(stretches))
    assert all(stretch.began_at.tzinfo is UTC and stretch.duration > timedelta() for stretch in stretches)
