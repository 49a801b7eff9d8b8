"""The golden vectors of sla-vectors.md and domain/2 §2.3, and what a calendar refuses."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hospital_itsm.core.worktime import (
    AnnualHoliday,
    Calendar,
    Holiday,
    Interval,
    NoWorkingTime,
    SpecialDay,
    Window,
    WorkTimeError,
    add,
    between,
    close_of_business_day,
    explain,
)
from tests.core.worktime_cases import (
    WEEKDAYS,
    around_the_clock,
    at,
    hours,
    minute,
    night_shift,
    office,
    weekly,
)

BERLIN, NEW_YORK, CHICAGO = "Europe/Berlin", "America/New_York", "America/Chicago"
CHRISTMAS = tuple(Holiday(date(2025, 12, day)) for day in (24, 25, 26))
SPLIT_SHIFT = Calendar(BERLIN, weekly(WEEKDAYS, ("08:00", "12:00"), ("13:00", "17:00")))
BUSINESS = Calendar(
    CHICAGO, weekly(WEEKDAYS, ("08:00", "17:00")), (Holiday(date(2026, 11, 26), "Thanksgiving"),)
)

GOLDEN = {
    "same day": (office(BERLIN), "2026-01-13T09:15", 0, 4, "2026-01-13T13:15", 0),
    "overnight": (office(BERLIN), "2026-01-13T16:00", 0, 4, "2026-01-14T10:00", 0),
    "over the weekend": (office(BERLIN), "2026-01-16T17:30", 0, 1, "2026-01-19T08:30", 0),
    "opened on Saturday": (office(BERLIN), "2026-01-17T11:00", 0, 1, "2026-01-19T09:00", 0),
    "ends exactly at closing": (office(BERLIN), "2026-01-13T14:00", 0, 4, "2026-01-13T18:00", 0),
    "holidays and weekend": (office(BERLIN, *CHRISTMAS), "2025-12-23T17:00", 0, 2, "2025-12-29T09:00", 0),
    "split shift": (SPLIT_SHIFT, "2026-01-13T11:30", 0, 1, "2026-01-13T13:30", 0),
    "spring forward": (around_the_clock(NEW_YORK), "2026-03-08T01:30", 0, 1, "2026-03-08T03:30", 0),
    "fall back": (around_the_clock(NEW_YORK), "2025-11-02T00:30", 0, 2, "2025-11-02T01:30", 1),
    "a day over spring forward": (
        around_the_clock(NEW_YORK),
        "2026-03-07T12:00",
        0,
        24,
        "2026-03-08T13:00",
        0,
    ),
    "night shift over fall back": (night_shift(BERLIN), "2025-10-25T23:00", 0, 8, "2025-10-26T06:00", 0),
    "night shift over spring forward": (night_shift(BERLIN), "2026-03-28T23:00", 0, 6, "2026-03-29T06:00", 0),
    "Friday evening (1)": (office(NEW_YORK), "2026-01-16T17:00", 0, 4, "2026-01-19T11:00", 0),
    "opened at closing time (3)": (office(NEW_YORK), "2026-01-13T18:00", 0, 1, "2026-01-14T09:00", 0),
    "spring forward from 00:30 (6)": (
        around_the_clock(NEW_YORK),
        "2026-03-08T00:30",
        0,
        4,
        "2026-03-08T05:30",
        0,
    ),
    "P1 while clocks fall back": (around_the_clock(CHICAGO), "2026-11-01T00:45", 0, 4, "2026-11-01T03:45", 0),
    "P1 while clocks go forward": (
        around_the_clock(CHICAGO),
        "2026-03-08T01:30",
        0,
        4,
        "2026-03-08T06:30",
        0,
    ),
    "P3 response on Friday": (BUSINESS, "2026-11-20T16:00", 0, 4, "2026-11-23T11:00", 0),
    "P3 response over Thanksgiving": (BUSINESS, "2026-11-25T16:30", 0, 4, "2026-11-27T11:30", 0),
}


@pytest.mark.parametrize(
    ("calendar", "start", "fold", "amount", "due", "due_fold"), GOLDEN.values(), ids=GOLDEN
)
def test_the_golden_vectors(
    calendar: Calendar, start: str, fold: int, amount: int, due: str, due_fold: int
) -> None:
    opened, expected = at(calendar.tz, start, fold), at(calendar.tz, due, due_fold)
    assert add(calendar, opened, hours(amount)) == expected
    assert between(calendar, opened, expected) == hours(amount)


@pytest.mark.parametrize(
    ("opened", "close"), [("2026-11-20T16:00", "2026-11-25T17:00"), ("2026-11-25T16:30", "2026-12-01T17:00")]
)
def test_three_business_days_end_at_the_close_of_the_third_day_after_opening(opened: str, close: str) -> None:
    assert close_of_business_day(BUSINESS, at(CHICAGO, opened), 3) == at(CHICAGO, close)


def test_a_night_shift_closes_its_business_day_on_the_next_morning() -> None:
    assert close_of_business_day(night_shift(BERLIN), at(BERLIN, "2026-01-13T12:00"), 1) == at(
        BERLIN, "2026-01-15T06:00"
    )


def test_a_close_inside_the_repeated_hour_is_its_second_reading() -> None:
    calendar = Calendar(NEW_YORK, weekly(range(7), ("00:00", "01:30")))
    assert close_of_business_day(calendar, at(NEW_YORK, "2026-10-31T12:00"), 1) == at(
        NEW_YORK, "2026-11-01T01:30", fold=1
    )


def test_a_close_inside_the_missing_hour_is_the_moment_it_goes_missing() -> None:
    calendar = Calendar(NEW_YORK, weekly(range(7), ("00:00", "02:30")))
    assert close_of_business_day(calendar, at(NEW_YORK, "2026-03-07T12:00"), 1) == at(
        NEW_YORK, "2026-03-08T03:00"
    )


def test_the_last_second_before_closing_counts_as_one() -> None:
    calendar = office(NEW_YORK)
    assert between(
        calendar, at(NEW_YORK, "2026-01-13T17:59:59"), at(NEW_YORK, "2026-01-14T08:00")
    ) == timedelta(seconds=1)


def test_a_holiday_is_skipped_and_a_half_day_counts_until_noon() -> None:
    monday = date(2026, 1, 19)
    start, end = at(NEW_YORK, "2026-01-18T00:00"), at(NEW_YORK, "2026-01-20T00:00")
    assert between(office(NEW_YORK, Holiday(monday)), start, end) == hours(0)
    assert between(office(NEW_YORK, Holiday(monday, "Half day", minute("12:00"))), start, end) == hours(4)


def test_a_window_belongs_to_the_day_it_starts_on() -> None:
    holiday = Holiday(date(2026, 1, 14))
    calendar = Calendar(BERLIN, night_shift(BERLIN).windows, (holiday,))
    assert explain(calendar, at(BERLIN, "2026-01-13T12:00"), at(BERLIN, "2026-01-16T00:00")) == (
        Interval(at(BERLIN, "2026-01-13T22:00"), at(BERLIN, "2026-01-14T06:00")),
        Interval(at(BERLIN, "2026-01-15T22:00"), at(BERLIN, "2026-01-16T00:00")),
    )


def test_overlapping_windows_count_once() -> None:
    overlapping = Calendar(
        NEW_YORK, (*weekly(range(1), ("08:00", "12:00"), ("10:00", "16:00")), Window(6, 1380, 2040))
    )
    assert between(overlapping, at(NEW_YORK, "2026-01-18T23:00"), at(NEW_YORK, "2026-01-20T00:00")) == hours(
        17
    )


def test_lunch_is_not_counted_and_midnight_leaves_no_gap() -> None:
    assert between(SPLIT_SHIFT, at(BERLIN, "2026-01-13T11:00"), at(BERLIN, "2026-01-13T14:00")) == hours(2)
    assert (
        len(explain(night_shift(BERLIN), at(BERLIN, "2026-01-13T20:00"), at(BERLIN, "2026-01-14T20:00"))) == 1
    )


def test_an_annual_holiday_falls_on_every_year_and_a_special_day_has_hours_of_its_own() -> None:
    calendar = Calendar(
        BERLIN,
        weekly(range(7), ("08:00", "18:00")),
        annual_holidays=(AnnualHoliday(12, 25), AnnualHoliday(12, 24)),
        special_days=(SpecialDay(date(2026, 12, 24), ((480, 720),)),),
    )
    for year, worked in ((2025, 0), (2026, 4)):
        assert between(
            calendar, at(BERLIN, f"{year}-12-24T00:00"), at(BERLIN, f"{year}-12-26T00:00")
        ) == hours(worked)


def test_the_repeated_hour_is_counted_as_the_two_hours_it_is() -> None:
    calendar = around_the_clock(NEW_YORK)
    assert between(
        calendar, at(NEW_YORK, "2025-11-02T01:30"), at(NEW_YORK, "2025-11-02T01:30", fold=1)
    ) == hours(1)


def test_microseconds_are_kept() -> None:
    start = at(BERLIN, "2026-01-13T17:59:59.999999")
    assert add(office(BERLIN), start, timedelta(microseconds=2)) == at(BERLIN, "2026-01-14T08:00:00.000001")


def test_answers_are_in_utc() -> None:
    assert add(office(BERLIN), at(BERLIN, "2026-01-13T09:00"), hours(1)).tzinfo is UTC


def test_an_end_before_the_start_counts_nothing() -> None:
    assert between(office(BERLIN), at(BERLIN, "2026-01-14T09:00"), at(BERLIN, "2026-01-13T09:00")) == hours(0)
    assert explain(office(BERLIN), at(BERLIN, "2026-01-14T09:00"), at(BERLIN, "2026-01-13T09:00")) == ()


def test_nothing_added_stays_where_it_is_outside_working_hours_too() -> None:
    saturday = at(BERLIN, "2026-01-17T11:00")
    assert add(office(BERLIN), saturday, hours(0)) == saturday


@pytest.mark.parametrize(
    "windows", [(), weekly(WEEKDAYS, ("08:00", "18:00"))], ids=["no window", "all annual holidays"]
)
def test_a_calendar_without_working_time_is_an_error_and_never_a_hang(windows: tuple[Window, ...]) -> None:
    every_date = tuple(
        AnnualHoliday(day.month, day.day)
        for day in (date(2028, 1, 1) + timedelta(days=n) for n in range(366))
    )
    calendar = Calendar(BERLIN, windows, annual_holidays=every_date)
    opened = at(BERLIN, "2026-01-13T09:00")
    with pytest.raises(NoWorkingTime):
        add(calendar, opened, hours(1))
    with pytest.raises(NoWorkingTime):
        close_of_business_day(calendar, opened, 1)


def test_a_calendar_of_nearly_only_holidays_finds_its_one_working_day() -> None:
    closed = tuple(Holiday(date(2026, 1, 1) + timedelta(days=n)) for n in range(3000))
    reopened = date(2026, 1, 1) + timedelta(days=3000)
    assert reopened == date(2034, 3, 20)
    assert add(office(BERLIN, *closed), at(BERLIN, "2026-01-13T09:00"), hours(1)) == at(
        BERLIN, "2034-03-20T09:00"
    )


def test_an_amount_beyond_a_century_is_refused() -> None:
    with pytest.raises(NoWorkingTime, match="never has that much"):
        add(office(BERLIN), at(BERLIN, "2026-01-13T09:00"), hours(1_000_000))
    with pytest.raises(NoWorkingTime, match="9999"):
        add(office(BERLIN), datetime(9999, 12, 1, tzinfo=UTC), hours(1_000))


def test_what_cannot_be_counted_is_refused_with_the_mend() -> None:
    calendar = office(BERLIN)
    with pytest.raises(WorkTimeError, match="needs a time zone"):
        add(calendar, datetime(2026, 1, 13, 9), hours(1))
    with pytest.raises(WorkTimeError, match="cannot be negative"):
        add(calendar, at(BERLIN, "2026-01-13T09:00"), hours(-1))
    with pytest.raises(WorkTimeError, match="at least one day"):
        close_of_business_day(calendar, at(BERLIN, "2026-01-13T09:00"), 0)
    with pytest.raises(WorkTimeError, match="not a known time zone"):
        add(office("Larkhaven/Main"), at(BERLIN, "2026-01-13T09:00"), hours(1))


@pytest.mark.parametrize("window", [(7, 0, 60), (0, -1, 60), (0, 1440, 1500), (0, 60, 60), (0, 0, 2881)])
def test_a_window_outside_its_bounds_is_refused(window: tuple[int, int, int]) -> None:
    with pytest.raises(WorkTimeError):
        Window(*window)
