"""The time of a promise is read as people write it, and written as it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.setup.rules.written_times import (
    LONGEST_DAYS,
    LONGEST_MINUTES,
    UnreadableTime,
    read_time,
    write_time,
)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("", (None, None)),
        ("30 min", (30, None)),
        ("30m", (30, None)),
        ("4 h", (240, None)),
        ("1.5 hours", (90, None)),
        ("1,5 h", (90, None)),
        ("1 business day", (None, 1)),
        ("3 business days", (None, 3)),
        ("10 days", (None, 10)),
        ("2 bd", (None, 2)),
    ],
)
def test_a_time_is_read(text: str, time: tuple[int | None, int | None]) -> None:
    assert read_time(text) == time


@pytest.mark.parametrize(
    "text", ["90", "soon", "0 min", "-4 h", "1.5 days", "0.3 min", "9999 h", "261 days", "4 h 30"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UnreadableTime, match=text):
        read_time(text)


@given(st.integers(1, LONGEST_MINUTES), st.integers(1, LONGEST_DAYS))
def test_every_time_is_read_as_it_was_written(minutes: int, days: int) -> None:
    assert read_time(write_time(minutes, None)) == (minutes, None)
    assert read_time(write_time(None, days)) == (None, days)
