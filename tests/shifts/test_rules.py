"""When shifts change: local times of day as instants, also where clocks go forward or back."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.shifts.rules.changes import (
    Change,
    changes_between,
    instant_of,
    last_change,
    minutes_late,
    next_change,
)

CHICAGO = ZoneInfo("America/Chicago")
THREE = [(1, time(7)), (2, time(15)), (3, time(23))]


def utc(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    """An instant."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "begins", "expected"),
    [
        (date(2026, 7, 1), time(7), utc(1, 12, month=7)),
        (date(2026, 11, 28), time(7), utc(28, 13)),
        (date(2026, 3, 8), time(2, 30), utc(8, 8, 30, month=3)),
        (date(2026, 11, 1), time(1, 30), utc(1, 6, 30)),
    ],
)
def test_a_time_of_day_is_one_instant(day: date, begins: time, expected: datetime) -> None:
    assert instant_of(day, begins, CHICAGO) == expected


@pytest.mark.parametrize(
    ("now", "shift", "at"),
    [
        (utc(28, 13), 1, utc(28, 13)),
        (utc(28, 12, 59), 3, utc(28, 5)),
        (utc(28, 20, 59), 1, utc(28, 13)),
        (utc(28, 21), 2, utc(28, 21)),
        (utc(29, 4, 59), 2, utc(28, 21)),
    ],
)
def test_a_moment_belongs_to_the_last_change(now: datetime, shift: int, at: datetime) -> None:
    assert last_change(THREE, now, CHICAGO) == Change(at, shift)


def test_without_shifts_nothing_changes() -> None:
    assert last_change([], utc(28, 13), CHICAGO) is None
    assert next_change([], utc(28, 13), CHICAGO) is None
    assert next_change(THREE, utc(28, 13), CHICAGO) == Change(utc(28, 21), 2)


@given(
    st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2040, 1, 1), timezones=st.just(UTC)),
    st.lists(st.times(), min_size=1, max_size=5, unique=True),
    st.sampled_from(["America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]),
)
def test_every_moment_lies_between_two_changes_that_follow_each_other(
    now: datetime, times: list[time], zone: str
) -> None:
    shifts = list(enumerate(times))
    last, following = last_change(shifts, now, ZoneInfo(zone)), next_change(shifts, now, ZoneInfo(zone))
    assert last is not None
    assert following is not None
    assert last.at <= now < following.at
    between = changes_between(shifts, last.at, following.at, ZoneInfo(zone))
    assert {one.at for one in between} == {following.at}


@pytest.mark.parametrize(("minutes", "late"), [(0, 0), (10, 0), (11, 11), (95, 95)])
def test_late_is_said_after_ten_minutes(minutes: int, late: int) -> None:
    assert minutes_late(utc(28, 13), utc(28, 13) + timedelta(minutes=minutes)) == late
