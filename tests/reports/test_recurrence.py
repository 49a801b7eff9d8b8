"""When a schedule is due: by the clock of a place, over both switches of the clocks, and after an absence."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.reports.rules.recurrence import Recurrence, due_until, next_after

CHICAGO, LONDON = "America/Chicago", "Europe/London"


def at(text: str) -> datetime:
    """An instant."""
    return datetime.fromisoformat(text)


def daily(clock: str, zone: str = CHICAGO) -> Recurrence:
    """Every day at a time."""
    return Recurrence("daily", time.fromisoformat(clock), zone)


def monthly(day: int) -> Recurrence:
    """Every month on a day at seven."""
    return Recurrence("monthly", time(7), CHICAGO, month_day=day)


@pytest.mark.parametrize(
    ("what", "moment", "due"),
    [
        (daily("07:00"), "2026-11-20T06:59:00-06:00", "2026-11-20T07:00:00-06:00"),
        (daily("07:00"), "2026-11-20T07:00:00-06:00", "2026-11-21T07:00:00-06:00"),
        # the spring night of 2026 in Chicago: 02:00 to 03:00 on March 8 is not there
        (daily("07:00"), "2026-03-07T08:00:00-06:00", "2026-03-08T07:00:00-05:00"),
        (daily("02:30"), "2026-03-07T03:00:00-06:00", "2026-03-08T03:30:00-05:00"),
        (daily("02:30"), "2026-03-08T03:30:00-05:00", "2026-03-09T02:30:00-05:00"),
        # the autumn night: 01:00 to 02:00 on November 1 comes twice
        (daily("01:30"), "2026-10-31T12:00:00-05:00", "2026-11-01T01:30:00-05:00"),
        (daily("01:30"), "2026-11-01T01:30:00-05:00", "2026-11-02T01:30:00-06:00"),
        (daily("01:30"), "2026-11-01T01:10:00-06:00", "2026-11-02T01:30:00-06:00"),
        (daily("07:00"), "2026-10-31T08:00:00-05:00", "2026-11-01T07:00:00-06:00"),
        # another place switches on another day
        (daily("07:00", LONDON), "2026-10-24T12:00:00+01:00", "2026-10-25T07:00:00+00:00"),
        (Recurrence("weekdays", time(7), CHICAGO), "2026-11-20T08:00:00-06:00", "2026-11-23T07:00:00-06:00"),
        (Recurrence("weekly", time(7), CHICAGO, weekday=6), "2026-11-01T00:30:00-05:00", "2026-11-01T07:00:00-06:00"),
        (Recurrence("weekly", time(7), CHICAGO, weekday=4), "2026-11-20T07:00:00-06:00", "2026-11-27T07:00:00-06:00"),
        (monthly(15), "2026-11-20T00:00:00-06:00", "2026-12-15T07:00:00-06:00"),
        (monthly(31), "2027-02-01T00:00:00-06:00", "2027-02-28T07:00:00-06:00"),
        (monthly(30), "2028-02-01T00:00:00-06:00", "2028-02-29T07:00:00-06:00"),
        (monthly(31), "2026-11-30T07:00:00-06:00", "2026-12-31T07:00:00-06:00"),
        (daily("23:30", "Pacific/Auckland"), "2026-11-20T10:00:00+00:00", "2026-11-20T10:30:00+00:00"),
    ],
)  # fmt: skip
def test_the_next_time(what: Recurrence, moment: str, due: str) -> None:
    assert next_after(what, at(moment)) == at(due)


@pytest.mark.parametrize(
    ("what", "first", "now", "latest", "missed"),
    [
        (
            daily("07:00"),
            "2026-11-20T13:00:00+00:00",
            "2026-11-20T13:00:10+00:00",
            "2026-11-20T13:00:00+00:00",
            0,
        ),
        (
            daily("07:00"),
            "2026-11-20T13:00:00+00:00",
            "2026-11-24T12:59:00+00:00",
            "2026-11-23T13:00:00+00:00",
            3,
        ),
        (
            daily("02:30"),
            "2026-03-07T08:30:00+00:00",
            "2026-03-09T12:00:00+00:00",
            "2026-03-09T07:30:00+00:00",
            2,
        ),
        (
            daily("01:30"),
            "2026-10-31T06:30:00+00:00",
            "2026-11-01T12:00:00+00:00",
            "2026-11-01T06:30:00+00:00",
            1,
        ),
    ],
)
def test_after_an_absence_the_last_time_stands_for_those_missed(
    what: Recurrence, first: str, now: str, latest: str, missed: int
) -> None:
    assert due_until(what, at(first), at(now)) == (at(latest), missed)


@given(
    st.sampled_from([CHICAGO, LONDON, "Australia/Lord_Howe", "America/St_Johns", "Asia/Kolkata"]),
    st.times(),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC)),
)
def test_each_day_of_the_place_has_one_occurrence(zone: str, clock: time, moment: datetime) -> None:
    what = Recurrence("daily", clock.replace(microsecond=0), zone)
    found = [moment]
    for _ in range(5):
        found.append(next_after(what, found[-1]))
    days = [one.astimezone(ZoneInfo(zone)).date() for one in found[1:]]
    assert days == [days[0] + timedelta(days=place) for place in range(5)]
    assert all(earlier < later for earlier, later in zip(found, found[1:], strict=False))


@given(st.integers(1, 31), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_every_month_has_its_day(month_day: int, day: date) -> None:
    what = Recurrence("monthly", time(12), "UTC", month_day=month_day)
    first = next_after(what, datetime(day.year, day.month, day.day, tzinfo=UTC))
    second = next_after(what, first)
    assert (second.year * 12 + second.month) - (first.year * 12 + first.month) == 1
    assert first.day <= month_day
