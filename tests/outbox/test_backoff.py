"""Waiting longer and longer, and giving up after a day."""

from datetime import UTC, datetime, timedelta

import pytest

from hospital_itsm.outbox.rules.backoff import next_attempt, wait_after

DUE = datetime(2026, 10, 22, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 30), (2, 60), (3, 120), (6, 960), (7, 1800), (8, 1800), (32_000, 1800)]
)
def test_the_wait_doubles_up_to_half_an_hour(attempts: int, seconds: int) -> None:
    assert wait_after(attempts) == timedelta(seconds=seconds)


def test_after_a_day_a_message_is_given_up() -> None:
    assert next_attempt(40, DUE, DUE + timedelta(hours=23, minutes=30)) == DUE + timedelta(hours=24)
    assert next_attempt(40, DUE, DUE + timedelta(hours=23, minutes=31)) is None
