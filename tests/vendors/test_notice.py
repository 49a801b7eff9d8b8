"""The notice date: months are no thirty days, and the line says what to do by when."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendors.choices import ContractState
from vendors.contract_words import length_words, notice_words
from vendors.models import Contract
from vendors.rules.agreement import Terms, faults
from vendors.rules.notice import months_later, notice_on, term_end
from vendors.rules.reminders import STEPS, owed, reached

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("ends_on", "value", "unit", "day"),
    [
        (date(2027, 6, 30), 3, "months", date(2027, 3, 30)),
        (date(2027, 6, 30), 90, "days", date(2027, 4, 1)),
        (date(2026, 12, 31), 90, "days", date(2026, 10, 2)),
        (date(2027, 5, 31), 3, "months", date(2027, 2, 28)),
        (date(2028, 5, 31), 3, "months", date(2028, 2, 29)),
        (date(2029, 6, 30), 12, "months", date(2028, 6, 30)),
        (date(2028, 2, 29), 12, "months", date(2027, 2, 28)),
        (date(2027, 3, 31), 1, "months", date(2027, 2, 28)),
        (date(2027, 6, 30), None, "months", None),
        (date(2027, 6, 30), 3, "", None),
        (date(2027, 6, 30), 30_000, "months", None),
        (date(2027, 6, 30), 900_000, "days", None),
    ],
)
def test_the_notice_date_counts_in_the_unit_of_the_contract(
    ends_on: date, value: int | None, unit: str, day: date | None
) -> None:
    assert notice_on(ends_on, value, unit) == day


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(-600, 600))
def test_months_later_keep_the_day_or_clip_it_to_the_last(day: date, months: int) -> None:
    moved = months_later(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == min(day.day, monthrange(moved.year, moved.month)[1])


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(1, 120))
def test_a_longer_notice_is_never_later(ends_on: date, value: int) -> None:
    for unit in ("days", "months"):
        nearer, further = notice_on(ends_on, value, unit), notice_on(ends_on, value + 1, unit)
        assert nearer is not None
        assert further is not None
        assert further <= nearer < ends_on


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(1, 120))
def test_terms_of_the_same_length_follow_each_other(starts_on: date, months: int) -> None:
    ends_on = term_end(starts_on, months)
    assert ends_on is not None
    assert ends_on + timedelta(days=1) == months_later(starts_on, months)


GOOD: dict[str, Any] = {"starts_on": date(2024, 7, 1), "ends_on": date(2027, 6, 30)}


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, {}),
        ({"term_months": 36}, {}),
        ({"term_months": 35}, {"term_months": "term"}),
        ({"term_months": 0}, {"term_months": "months"}),
        ({"auto_renew": True}, {"renewal_term_months": "renewal_missing"}),
        ({"auto_renew": True, "renewal_term_months": 12}, {}),
        ({"auto_renew": True, "renewal_term_months": 601}, {"renewal_term_months": "months"}),
        ({"renewal_term_months": 12}, {"renewal_term_months": "renewal_unasked"}),
        ({"notice_value": 90}, {"notice_unit": "unit_missing"}),
        ({"notice_unit": "days"}, {"notice_value": "notice_missing"}),
        ({"notice_value": 0, "notice_unit": "days"}, {"notice_value": "notice_size"}),
        ({"notice_value": 35, "notice_unit": "months"}, {}),
        ({"notice_value": 36, "notice_unit": "months"}, {"notice_value": "notice_long"}),
        ({"notice_value": 1094, "notice_unit": "days"}, {}),
        ({"notice_value": 1095, "notice_unit": "days"}, {"notice_value": "notice_long"}),
        ({"annual_value": Decimal("-0.01"), "currency": "USD"}, {"annual_value": "negative"}),
        ({"annual_value": Decimal("0"), "currency": "USD"}, {}),
        ({"annual_value": Decimal("1")}, {"currency": "currency_missing"}),
        ({"currency": "ABC"}, {"currency": "currency"}),
        ({"uplift": "percent"}, {"uplift_percent": "percent_missing"}),
        ({"uplift": "cpi", "uplift_percent": Decimal(3)}, {"uplift_percent": "percent_unasked"}),
        ({"uplift": "percent", "uplift_percent": Decimal("100.01")}, {"uplift_percent": "percent"}),
        ({"decide_by": date(2027, 6, 30)}, {}),
        (
            {"decide_by": date(2027, 3, 31), "notice_value": 3, "notice_unit": "months"},
            {"decide_by": "decide_late"},
        ),
    ],
)
def test_terms_that_contradict_each_other_are_named(values: dict[str, Any], found: dict[str, str]) -> None:
    assert faults(Terms(**{**GOOD, **values})) == found


def said(today: date = TODAY, **values: Any) -> tuple[str, str, bool]:
    """The line of a signed contract, its mark and whether it is a trap."""
    row = Contract(**{"status": "active", **GOOD, **values})
    row.notice_on = notice_on(row.ends_on, row.notice_value, row.notice_unit)
    words = notice_words(row, row.state_on(today), today)
    return words.text, words.mark, words.is_trap


RENEWS = {"auto_renew": True, "renewal_term_months": 36}
THREE_MONTHS = {"notice_value": 3, "notice_unit": "months"}


@pytest.mark.parametrize(
    ("values", "today", "expected"),
    [
        (
            {**RENEWS, **THREE_MONTHS},
            TODAY,
            ("Tell them by Mar 30 or it renews for 3 years", "none", False),
        ),
        (
            {**RENEWS, **THREE_MONTHS},
            date(2027, 1, 29),
            ("Tell them by Mar 30 or it renews for 3 years", "warn", True),
        ),
        (
            {**RENEWS, **THREE_MONTHS},
            date(2027, 3, 30),
            ("Tell them by Mar 30 or it renews for 3 years", "warn", True),
        ),
        (
            {"auto_renew": True, "renewal_term_months": 12, **THREE_MONTHS},
            date(2027, 3, 31),
            ("Notice date passed 1 day ago: it renews on Jul 1 for 1 year", "bad", True),
        ),
        ({}, TODAY, ("Ends Jun 30; nothing renews it", "none", False)),
        (
            THREE_MONTHS,
            TODAY,
            ("Tell them by Mar 30. Ends Jun 30; nothing renews it", "none", False),
        ),
        (
            THREE_MONTHS,
            date(2027, 4, 11),
            ("Notice date passed 12 days ago. Ends Jun 30; nothing renews it", "bad", False),
        ),
        (
            {**RENEWS, **THREE_MONTHS, "decision": "replace"},
            date(2027, 4, 11),
            ("Decided: Replace. The term ends Jun 30", "done", False),
        ),
        (
            RENEWS,
            TODAY,
            ("Renews on Jul 1 for 3 years; no notice period is known", "none", False),
        ),
        (
            {**RENEWS, **THREE_MONTHS},
            date(2027, 7, 2),
            ("The term ended Jun 30 and was to renew for 3 years. Enter the new last day", "none", False),
        ),
    ],
)
def test_the_line_says_what_to_do_by_when(
    values: dict[str, Any], today: date, expected: tuple[str, str, bool]
) -> None:
    assert said(today, **values) == expected


def test_a_draft_and_a_terminated_contract_ask_for_nothing() -> None:
    for status in ("draft", "terminated"):
        row = Contract(status=status, notice_on=date(2026, 12, 1), **GOOD)
        words = notice_words(row, ContractState(status), TODAY)
        assert (words.text, words.mark) == ("Notice date Dec 1", "none")


@pytest.mark.parametrize(
    ("months", "words"), [(1, "1 month"), (12, "1 year"), (18, "18 months"), (36, "3 years")]
)
def test_a_length_is_said_in_years_where_it_is_whole_years(months: int, words: str) -> None:
    assert length_words(months) == words


@pytest.mark.parametrize(
    ("left", "step"),
    [(181, None), (180, 180), (121, 180), (120, 120), (61, 90), (60, 60), (30, 30), (0, 30), (-1, None)],
)
def test_a_step_is_reached(left: int, step: int | None) -> None:
    assert reached(left) == step


@given(st.lists(st.integers(-10, 200), min_size=1, max_size=30))
def test_however_late_the_watcher_wakes_no_step_comes_twice_and_none_out_of_order(days: list[int]) -> None:
    told: list[int] = []
    for left in sorted(days, reverse=True):
        for _again in range(2):
            step = owed(set(told), left)
            if step is not None:
                told.append(step)
    assert told == sorted(set(told), reverse=True)
    assert set(told) <= set(STEPS)
    assert {step for left in days if (step := reached(left)) is not None} == set(told)
