"""When a watched view is told about."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.desk.rules.crossing import Limits, Passed, Standing, crossed, passed

NOW = datetime(2026, 11, 3, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("most", "minutes", "count", "age", "over", "late"),
    [
        (None, None, 500, 10_000, False, False),
        (5, None, 5, 10_000, False, False),
        (5, None, 6, 10_000, True, False),
        (0, None, 1, 0, True, False),
        (None, 60, 1, 60, False, False),
        (None, 60, 1, 61, False, True),
        (None, 60, 0, None, False, False),
        (5, 60, 6, 61, True, True),
    ],
)
def test_a_limit_is_passed_beyond_it(
    most: int | None, minutes: int | None, count: int, age: int | None, over: bool, late: bool
) -> None:
    oldest = None if age is None else NOW - timedelta(minutes=age)
    assert passed(Limits(most, minutes), Standing(count, oldest), NOW) == Passed(over, late)


@given(st.lists(st.integers(0, 9), max_size=40), st.integers(0, 9))
def test_one_is_told_as_often_as_the_count_rises_over_the_limit(counts: list[int], most: int) -> None:
    before, told = Passed(False, False), 0
    for count in counts:
        after = passed(Limits(most, None), Standing(count, None), NOW)
        told += crossed(before, after)
        before = after
    rises = sum(a <= most < b for a, b in zip([0, *counts], counts, strict=False))
    assert told == rises
