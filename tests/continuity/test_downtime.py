"""Downtime in agreed service time: a table worked out by hand, and laws that hold for all outages."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.continuity.figures import percent_words
from hospital_itsm.continuity.rules.downtime import (
    Stretch,
    availability,
    has_overrun,
    is_extensive,
    lost,
    share_of,
    time_out,
    whole_minutes,
    within_agreed,
)
from hospital_itsm.continuity.rules.standing import faults_of_times, state_of
from hospital_itsm.core.worktime import Calendar, Holiday, Window
from tests.core.worktime_cases import WEEKDAYS, at, weekly

CHICAGO = "America/Chicago"
BUSINESS = Calendar(
    CHICAGO, weekly(WEEKDAYS, ("08:00", "17:00")), (Holiday(datetime(2026, 11, 26).date(), "Thanksgiving"),)
)
ALWAYS = Calendar(CHICAGO, tuple(Window(day, 0, 1440) for day in range(7)))
HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)


def here(text: str) -> datetime:
    """An instant by the clock of Chicago."""
    return at(CHICAGO, text)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


@pytest.mark.parametrize(
    ("calendar", "began", "ended", "expected"),
    [
        (None, "2026-11-20T16:30", "2026-11-20T18:00", 90),
        (BUSINESS, "2026-11-20T16:30", "2026-11-20T18:00", 30),
        (BUSINESS, "2026-11-20T16:30", "2026-11-23T08:20", 50),
        (BUSINESS, "2026-11-21T10:00", "2026-11-21T12:00", 0),
        (BUSINESS, "2026-11-25T16:00", "2026-11-27T09:00", 120),
        (BUSINESS, "2026-11-20T08:00", "2026-11-20T17:00", 540),
        (None, "2026-11-01T00:30", "2026-11-01T02:30", 180),
        (ALWAYS, "2026-11-01T00:30", "2026-11-01T02:30", 180),
        (ALWAYS, "2026-03-08T01:30", "2026-03-08T03:30", 60),
    ],
    ids=[
        "around the clock",
        "past closing time",
        "over a weekend",
        "on a Saturday",
        "over a holiday",
        "a whole day",
        "the hour that comes twice",
        "the same by a calendar",
        "the hour that is left out",
    ],
)
def test_only_agreed_time_is_lost(calendar: Calendar | None, began: str, ended: str, expected: int) -> None:
    first, last = here(began), here(ended)
    assert within_agreed(calendar, first, last) == minutes(expected)
    assert lost(calendar, [Stretch(first, last)], first, last) == minutes(expected)


@pytest.mark.parametrize(
    ("stretches", "expected"),
    [
        ([("10:00", "10:30", 1), ("10:20", "10:50", 1)], 50),
        ([("10:00", "10:30", 1), ("10:00", "10:30", 1)], 30),
        ([("10:00", "11:00", HALF)], 30),
        ([("10:00", "11:00", QUARTER), ("10:30", "10:40", 1)], 22.5),
        ([("08:30", "09:10", 1)], 10),
        ([("11:50", None, 1)], 10),
        ([("12:00", "13:00", 1)], 0),
        ([], 0),
    ],
    ids=[
        "overlap",
        "the same twice",
        "half the users",
        "the worse of two",
        "began before the period",
        "still runs",
        "after it",
        "none",
    ],
)
def test_each_instant_of_a_period_is_lost_once(
    stretches: list[tuple[str, str | None, Fraction]], expected: float
) -> None:
    def instant(clock: str) -> datetime:
        return here(f"2026-11-20T{clock}")

    given_stretches = [
        Stretch(instant(began), instant(ended) if ended else None, Fraction(share))
        for began, ended, share in stretches
    ]
    period = (instant("09:00"), instant("12:00"))
    assert lost(None, given_stretches, *period) == minutes(expected)


@pytest.mark.parametrize(
    ("tiers", "areas", "percent", "expected"),
    [
        (["0"], 1, 5, QUARTER),
        (["3"], 1, 5, Fraction(1, 20)),
        (["3"], 2, 5, QUARTER),
        (["3"], 0, 5, QUARTER),
        (["N", "1"], 1, 60, Fraction(3, 5)),
        (["4"], 1, 100, Fraction(1)),
    ],
)
def test_an_extensive_outage_counts_a_quarter_at_least(
    tiers: list[str], areas: int, percent: int, expected: Fraction
) -> None:
    assert share_of(percent, is_extensive(tiers, areas)) == expected


def test_the_published_bar_of_three_nines_is_43_minutes_in_30_days() -> None:
    month = timedelta(days=30)
    assert availability(month, minutes(43.2)) == Fraction(999, 1000)
    assert percent_words(availability(month, minutes(4.3))) == "99.990"
    assert percent_words(availability(month, timedelta(seconds=1))) == "99.999"
    assert percent_words(availability(month, timedelta(0))) == "100.000"
    assert availability(timedelta(0), timedelta(0)) is None


def test_a_begun_minute_counts_and_what_has_not_begun_is_nothing() -> None:
    now = here("2026-11-20T10:00")
    assert (whole_minutes(timedelta(seconds=61)), whole_minutes(timedelta(0))) == (2, 0)
    assert time_out(now + minutes(1), None, now) == timedelta(0)


@pytest.mark.parametrize(("ended", "overran"), [("13:12", False), ("13:13", True), ("12:00", False)])
def test_a_planned_downtime_overruns_by_more_than_a_tenth(ended: str, overran: bool) -> None:
    window = (here("2026-11-20T11:00"), here("2026-11-20T13:00"))
    assert has_overrun(window, window[0], here(f"2026-11-20T{ended}")) is overran


AT = here("2026-11-20T10:00")
LATER = AT + minutes(30)


@pytest.mark.parametrize(
    ("is_planned", "times", "expected"),
    [
        (False, (None, None, AT, None), {}),
        (False, (None, None, AT, LATER), {}),
        (False, (None, None, None, None), {"began_at": "missing"}),
        (False, (AT, LATER, AT, None), {"planned_from": "window_of_nothing_planned"}),
        (False, (None, None, LATER, AT), {"ended_at": "ends_before_it_begins"}),
        (False, (None, None, AT, AT), {"ended_at": "ends_before_it_begins"}),
        (False, (None, None, AT + timedelta(days=9), None), {"began_at": "in_the_future"}),
        (False, (None, None, AT, AT + timedelta(days=9)), {"ended_at": "in_the_future"}),
        (True, (AT, LATER, None, None), {}),
        (True, (None, LATER, None, None), {"planned_from": "missing"}),
        (True, (LATER, AT, None, None), {"planned_until": "ends_before_it_begins"}),
        (True, (AT, LATER, None, LATER), {"ended_at": "ends_without_begin"}),
    ],
)
def test_instants_that_do_not_go_together_are_named(
    is_planned: bool, times: tuple[datetime | None, ...], expected: dict[str, str]
) -> None:
    assert faults_of_times(is_planned, *times, AT + timedelta(days=1)) == expected  # type: ignore[arg-type]


def test_the_state_follows_from_the_instants() -> None:
    states = [state_of(*times) for times in ((None, None, None), (AT, None, None), (AT, LATER, None))]
    assert [*states, state_of(AT, LATER, LATER)] == ["planned", "running", "over", "withdrawn"]


instants = st.datetimes(datetime(2026, 2, 1), datetime(2026, 12, 1), timezones=st.just(UTC))
periods = st.timedeltas(timedelta(0), timedelta(days=40))
shares = st.fractions(Fraction(1, 100), 1, max_denominator=100)


@st.composite
def stretches(draw: st.DrawFn) -> list[Stretch]:
    """Some outages of one service, some of which run on."""
    began = draw(st.lists(instants, max_size=6))
    spans = st.one_of(st.none(), st.timedeltas(timedelta(seconds=1), timedelta(days=9)))
    return [Stretch(one, span and one + span, draw(shares)) for one in began for span in [draw(spans)]]


@given(
    stretches(),
    instants,
    st.timedeltas(timedelta(0), timedelta(days=40)),
    st.sampled_from([None, BUSINESS, ALWAYS]),
)
def test_no_more_is_lost_than_was_agreed_and_order_does_not_matter(
    outages: list[Stretch], first: datetime, span: timedelta, calendar: Calendar | None
) -> None:
    last = first + span
    found = lost(calendar, outages, first, last)
    assert timedelta(0) <= found <= within_agreed(calendar, first, last)
    assert lost(calendar, [*reversed(outages), *outages], first, last) == found


@given(
    stretches(),
    instants,
    st.timedeltas(timedelta(0), timedelta(days=40)),
    st.timedeltas(timedelta(0), timedelta(days=40)),
)
def test_two_periods_lose_what_both_together_lose(
    outages: list[Stretch], first: datetime, one: timedelta, other: timedelta
) -> None:
    middle, last = first + one, first + one + other
    apart = lost(BUSINESS, outages, first, middle) + lost(BUSINESS, outages, middle, last)
    assert abs(apart - lost(BUSINESS, outages, first, last)) <= timedelta(microseconds=len(outages) * 4 + 4)


@given(stretches(), instants, st.timedeltas(timedelta(0), timedelta(hours=5)))
def test_every_second_counts_with_the_largest_share_that_was_hit(
    outages: list[Stretch], first: datetime, span: timedelta
) -> None:
    rounded = [
        Stretch(
            one.began.replace(microsecond=0, second=0),
            one.ended and one.ended.replace(microsecond=0, second=0),
            one.share,
        )
        for one in outages
    ]
    start = first.replace(microsecond=0, second=0)
    last = start + minutes(span // minutes(1))
    walked, moment = Fraction(0), start
    while moment < last:
        hit = [
            one.share for one in rounded if one.began <= moment and (one.ended is None or moment < one.ended)
        ]
        walked += max(hit, default=Fraction(0))
        moment += minutes(1)
    difference = lost(None, rounded, start, last) - timedelta(minutes=float(walked))
    assert abs(difference) <= timedelta(milliseconds=1)
