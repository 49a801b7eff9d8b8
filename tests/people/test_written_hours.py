"""Hours and days without work are read as people write them, and written as they are read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.core.worktime import Holiday, Window
from hospital_itsm.people.rules.written_hours import (
    Twice,
    Unreadable,
    read_days,
    read_windows,
    with_proposed,
    write_days,
    write_windows,
)

FRIDAY = 4


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", []),
        ("08:00-17:00", [(480, 1020)]),
        ("8-17", [(480, 1020)]),
        ("800 to 1730", [(480, 1050)]),
        ("08:00–12:00, 13:00 – 17:00", [(480, 720), (780, 1020)]),
        ("22:00-06:00", [(1320, 1800)]),
        ("00:00-24:00", [(0, 1440)]),
        ("00:00-00:00", [(0, 1440)]),
        ("08:00-41:40", [(480, 2500)]),
    ],
)
def test_the_hours_of_a_day_are_read(text: str, spans: list[tuple[int, int]]) -> None:
    assert [(one.start_minute, one.end_minute) for one in read_windows(FRIDAY, text)] == spans
    assert all(one.weekday == FRIDAY for one in read_windows(FRIDAY, text))


@pytest.mark.parametrize("text", ["closed", "08:00", "08:60-09:00", "25:00-26:00", "08:00-49:00", "8-17-22"])
def test_hours_that_are_none_are_named(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_windows(FRIDAY, f"07:00-08:00, {text}")
    assert refused.value.args == (text,)


@given(st.lists(st.tuples(st.integers(0, 1439), st.integers(1, 1441)), max_size=5))
def test_every_window_is_read_as_it_was_written(spans: list[tuple[int, int]]) -> None:
    windows = [Window(FRIDAY, start, min(start + length, 2880)) for start, length in spans]
    assert set(read_windows(FRIDAY, write_windows(windows))) == set(windows)


def test_days_are_read_in_order_with_half_days_and_names() -> None:
    text = "2026-12-25 Christmas, day one\n\n  2026-12-24 until 12:00 Christmas Eve\n2026-12-31"
    assert read_days(text) == (
        Holiday(date(2026, 12, 24), "Christmas Eve", 720),
        Holiday(date(2026, 12, 25), "Christmas, day one", None),
        Holiday(date(2026, 12, 31), "", None),
    )


@pytest.mark.parametrize(
    "line", ["25.12.2026 Christmas", "2026-02-30", "2026-12-24 until 25:00 Eve", f"2026-12-24 {'x' * 81}"]
)
def test_a_day_that_is_none_is_named(line: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_days(f"2026-12-25\n{line}")
    assert refused.value.args == (line,)


def test_a_day_stands_once() -> None:
    with pytest.raises(Twice, match="2026-12-25"):
        read_days("2026-12-25 Christmas\n2026-12-25 Inventory")


@given(
    st.dictionaries(
        st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.none() | st.integers(0, 1440), max_size=20
    )
)
def test_every_day_is_read_as_it_was_written(days: dict[date, int | None]) -> None:
    stored = [Holiday(on, "Closed", until) for on, until in days.items()]
    assert set(read_days(write_days(stored))) == set(stored)


def test_a_proposal_changes_nothing_that_is_written() -> None:
    written = (Holiday(date(2026, 12, 25), "Our own words", 720),)
    proposed = {date(2026, 12, 25): "Christmas Day", date(2026, 1, 1): "N" * 90}
    assert with_proposed(written, proposed) == (
        Holiday(date(2026, 1, 1), "N" * 80),
        Holiday(date(2026, 12, 25), "Our own words", 720),
    )
