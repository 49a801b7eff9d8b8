"""Periods that move with today, steps of a trend, tables of counts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.kpi.rules.periods import Period
from hospital_itsm.reports.choices import Span
from hospital_itsm.reports.rules import tables
from hospital_itsm.reports.rules.estimates import is_at_once, seconds
from hospital_itsm.reports.rules.spans import span, step_of, steps, usual_step

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("code", "today", "first", "last"),
    [
        ("7", "2026-11-28", "2026-11-22", "2026-11-28"),
        ("365", "2024-02-29", "2023-03-02", "2024-02-29"),
        ("this_month", "2026-11-28", "2026-11-01", "2026-11-28"),
        ("last_month", "2026-03-31", "2026-02-01", "2026-02-28"),
        ("last_month", "2026-01-15", "2025-12-01", "2025-12-31"),
        ("this_quarter", "2026-11-28", "2026-10-01", "2026-11-28"),
        ("last_quarter", "2026-02-01", "2025-10-01", "2025-12-31"),
        ("this_year", "2026-01-01", "2026-01-01", "2026-01-01"),
        ("last_year", "2026-11-28", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_span_means_these_days(code: str, today: str, first: str, last: str) -> None:
    found = span(code, date.fromisoformat(today))
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@given(st.sampled_from([one for one in Span.values if one != Span.FIXED]), DAYS)
def test_no_span_reaches_beyond_today(code: str, today: date) -> None:
    assert span(code, today).last <= today


@pytest.mark.parametrize("code", ["fixed", "next_month", "this_decade"])
def test_what_is_no_span_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=code):
        span(code, date(2026, 11, 28))


@given(DAYS, st.integers(0, 400), st.sampled_from(["day", "week", "month"]))
def test_every_day_of_a_period_lies_in_one_of_its_steps(first: date, length: int, step: str) -> None:
    period = Period(first, first + timedelta(days=length))
    starts = list(steps(period, step))
    assert starts == sorted(set(starts))
    days = [first + timedelta(days=number) for number in range(length + 1)]
    assert sorted({step_of(day, step) for day in days}) == starts


def test_the_usual_step_keeps_a_trend_short() -> None:
    lengths = {1: "day", 31: "day", 32: "week", 190: "week", 191: "month"}
    found = {
        days: usual_step(Period(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=days - 1)))
        for days in lengths
    }
    assert found == lengths


def test_shares_come_with_the_largest_first() -> None:
    assert tables.shares({"a": 1, "b": 2, "c": 0}) == [
        ("b", 2, Decimal("66.7")),
        ("a", 1, Decimal("33.3")),
        ("c", 0, Decimal("0.0")),
    ]
    assert tables.shares({}) == []
    assert tables.percent(0, 0) == Decimal("0.0")


def test_a_matrix_has_the_sums_of_rows_and_columns() -> None:
    counts = {("ICU", "1"): 2, ("ICU", "2"): 1, ("ED", "2"): 4}
    heads, lines = tables.matrix(counts, ["1", "2"], "Others")
    assert heads == ["1", "2"]
    assert lines == [("ED", [0, 4], 4), ("ICU", [2, 1], 3)]
    assert tables.sums(lines) == [2, 5]


def test_a_matrix_with_too_many_across_begins_with_the_largest() -> None:
    counts = {("ICU", "a"): 1, ("ICU", "b"): 3, ("ED", "c"): 2, ("ED", "d"): 1}
    heads, lines = tables.matrix(counts, ["a", "b", "c", "d"], "Others", most=3)
    assert heads == ["b", "c", "Others"]
    assert lines == [("ICU", [3, 0, 1], 4), ("ED", [0, 2, 1], 3)]


@given(st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 30)), st.integers(1, 9), max_size=40))
def test_a_wide_matrix_loses_nothing_among_the_others(counts: dict[tuple[int, int], int]) -> None:
    heads, lines = tables.matrix(counts, sorted({column for _row, column in counts}), -1)
    assert len(heads) <= tables.MOST_ACROSS
    assert all(len(cells) == len(heads) and sum(cells) == total for _row, cells, total in lines)
    assert sum(total for _row, _cells, total in lines) == sum(counts.values())


@pytest.mark.parametrize("output", ["page", "pdf", "csv", "xlsx"])
def test_short_runs_are_made_at_once_and_long_ones_not(output: str) -> None:
    assert is_at_once(output, 0)
    assert not is_at_once(output, 10_000)
    assert seconds(output, 1000) > seconds(output, 10)
