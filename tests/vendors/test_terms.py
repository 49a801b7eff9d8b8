"""How a contract stands on a day, and what may be decided about it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendors.choices import HOLDS, ContractState, ContractStatus
from vendors.rules.lifecycle import LIFECYCLE
from vendors.rules.terms import days_left, state_on

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("status", "today", "state"),
    [
        ("draft", date(2026, 6, 1), "draft"),
        ("draft", date(2027, 6, 1), "draft"),
        ("active", date(2025, 12, 31), "coming"),
        ("active", FIRST, "in_force"),
        ("active", date(2026, 10, 1), "in_force"),
        ("active", date(2026, 10, 2), "expiring"),
        ("active", LAST, "expiring"),
        ("active", date(2027, 1, 1), "expired"),
        ("in_review", date(2026, 6, 1), "in_review"),
        ("approved", date(2027, 6, 1), "approved"),
        ("renewed", date(2026, 6, 1), "renewed"),
        ("ended", date(2027, 6, 1), "ended"),
        ("terminated", date(2026, 6, 1), "terminated"),
        ("terminated", date(2027, 6, 1), "terminated"),
    ],
)
def test_status_and_dates_make_the_state(status: str, today: date, state: str) -> None:
    assert state_on(status, FIRST, LAST, today) == state


@pytest.mark.parametrize(("today", "days"), [(LAST, 0), (date(2026, 12, 30), 1), (date(2027, 1, 2), -2)])
def test_days_left_count_the_days_after_today(today: date, days: int) -> None:
    assert days_left(LAST, today) == days


@given(st.sampled_from(ContractStatus.values), st.dates(), st.integers(0, 4000), st.integers(-5000, 5000))
def test_every_day_has_one_known_state(status: str, first: date, length: int, shift: int) -> None:
    try:
        last, today = first + timedelta(days=length), first + timedelta(days=shift)
    except OverflowError:
        return
    state = state_on(status, first, last, today)
    assert state in ContractState.values
    assert (state in HOLDS) == (status == "active" and first <= today <= last)


@pytest.mark.parametrize(
    ("status", "verbs"),
    [
        ("draft", ["submit", "record", "terminate"]),
        ("in_review", ["withdraw", "approve", "reject", "terminate"]),
        ("approved", ["reopen", "activate", "terminate"]),
        ("active", ["succeed", "end", "terminate"]),
        ("renewed", []),
        ("ended", []),
        ("terminated", []),
    ],
)
def test_the_table_says_what_is_possible(status: str, verbs: list[str]) -> None:
    assert [row.verb for row in LIFECYCLE.allowed(status)] == verbs


def test_the_table_knows_every_status() -> None:
    assert list(LIFECYCLE.states) == ContractStatus.values
