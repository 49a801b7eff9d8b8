"""The arithmetic of budgets: parts that add up to the cent, payments of contracts, forecast and wear."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.budget.rules.commitments import (
    Committed,
    Terms,
    committed,
    months_within,
    next_term,
    payments,
)
from hospital_itsm.budget.rules.money import cents, even_parts, total
from hospital_itsm.budget.rules.standing import Standing
from hospital_itsm.budget.rules.wearing import worn
from hospital_itsm.budget.rules.years import label_of, last_day, month_after, months_of

D = Decimal
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)
DAYS = st.dates(min_value=date(2018, 1, 1), max_value=date(2040, 12, 31))
FIRST, LAST, NOW = date(2026, 7, 1), date(2027, 6, 30), date(2026, 10, 30)


def year_of(terms: Terms) -> Committed:
    """What these terms cost in FY2026/27."""
    return committed(terms, FIRST, LAST, NOW)


@given(AMOUNTS, st.integers(min_value=1, max_value=60))
def test_even_parts_add_up_and_differ_by_a_cent_at_most(amount: Decimal, count: int) -> None:
    parts = even_parts(amount, count)
    assert (len(parts), total(parts)) == (count, amount)
    assert max(parts) - min(parts) <= D("0.01")


def test_half_a_cent_goes_away_from_zero() -> None:
    assert [cents(Fraction(1, 200)), cents(Fraction(-1, 200)), cents(D("2.344"))] == [
        D("0.01"), D("-0.01"), D("2.34"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "label"),
    [
        (date(2026, 7, 1), date(2027, 6, 30), "FY2026/27"),
        (date(2027, 3, 1), date(2028, 2, 29), "FY2027/28"),
        (date(2099, 7, 1), date(2100, 6, 30), "FY2099/00"),
        (date(2026, 1, 1), date(2026, 12, 31), "FY2026"),
    ],
)
def test_a_fiscal_year_has_its_last_day_and_name(starts_on: date, ends_on: date, label: str) -> None:
    assert (last_day(starts_on), label_of(starts_on), months_of(starts_on)[-1]) == (
        ends_on, label, month_after(starts_on, 11),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("terms", "whole", "remaining"),
    [
        # paid at the start of each contract year, which is the first day of the fiscal year
        (Terms(date(2024, 7, 1), LAST, D("310000"), "yearly"), "310000.00", "0.00"),
        # each quarter from July 1: two are over on October 30
        (Terms(date(2026, 7, 1), LAST, D("74000"), "quarterly"), "74000.00", "37000.00"),
        # each month; the contract ends with December
        (Terms(date(2025, 1, 1), date(2026, 12, 31), D("148000"), "monthly"), "74000.00", "24666.67"),
        # begins mid-month: nine whole months, and 16 of the 30 days of the tenth
        (Terms(date(2026, 7, 15), date(2027, 4, 30), D("120000"), "monthly"), "95333.33", "55333.33"),
        # the whole term in advance, before the year; and within it
        (Terms(date(2025, 7, 1), date(2028, 6, 30), D("1000"), "in_advance"), "0.00", "0.00"),
        (Terms(date(2027, 1, 1), date(2028, 12, 31), D("1000"), "in_advance"), "2000.00", "2000.00"),
        # a rise at the anniversary in January, by the cap at most; CPI is not guessed
        (
            Terms(date(2025, 1, 1), date(2028, 12, 31), D("1000"), "yearly", "percent", D("3")),
            "1030.00",
            "1030.00",
        ),
        (Terms(date(2025, 1, 1), date(2028, 12, 31), D("1000"), "yearly", "cpi"), "1000.00", "1000.00"),
        # over before the year, and begun after it
        (Terms(date(2024, 1, 1), date(2026, 6, 30), D("1000"), "monthly"), "0.00", "0.00"),
        (Terms(date(2027, 7, 1), date(2028, 6, 30), D("1000"), "monthly"), "0.00", "0.00"),
    ],
)
def test_a_contract_costs_what_falls_due_in_the_year(terms: Terms, whole: str, remaining: str) -> None:
    assert year_of(terms) == Committed(D(whole), D(remaining))


def test_months_are_counted_from_the_day_a_contract_begins() -> None:
    assert months_within(date(2028, 1, 31), date(2028, 2, 29)) == 1
    assert months_within(date(2026, 7, 15), date(2026, 7, 15)) == 0
    assert months_within(date(2028, 2, 1), date(2028, 2, 16)) == Fraction(15, 29)


@given(
    DAYS,
    st.integers(min_value=1, max_value=120),
    AMOUNTS,
    st.sampled_from(["monthly", "quarterly", "yearly", "in_advance", "by_use", ""]),
    DAYS,
)
def test_payments_of_whole_years_add_up_to_the_value_and_years_divide_them(
    starts_on: date, months: int, annual: Decimal, schedule: str, today: date
) -> None:
    ends_on = month_after(starts_on.replace(day=1), 12 * (1 + months // 12)) - timedelta(days=1)
    terms = Terms(starts_on.replace(day=1), ends_on, annual, schedule)
    every = list(payments(terms, today, ends_on))
    assert total([amount for _day, amount in every]) == annual * (1 + months // 12)
    assert all(terms.starts_on <= day <= ends_on for day, _amount in every)
    first = date(2017, 7, 1)
    years = [
        committed(terms, month_after(first, 12 * n), last_day(month_after(first, 12 * n)), today)
        for n in range(40)
    ]
    assert total([one.whole for one in years]) == annual * (1 + months // 12)
    assert all(0 <= one.remaining <= one.whole for one in years)


@given(
    DAYS,
    st.integers(min_value=0, max_value=4000),
    AMOUNTS,
    st.sampled_from(["monthly", "quarterly", "yearly", "in_advance", "by_use", ""]),
    st.sampled_from([("", None), ("cpi", None), ("percent", D("3.00")), ("percent", D("2.75"))]),
    DAYS,
    DAYS,
    st.integers(min_value=0, max_value=400),
)
def test_what_is_committed_is_the_sum_of_the_payments_that_fall_due(
    starts_on: date,
    days: int,
    annual: Decimal,
    schedule: str,
    uplift: tuple[str, Decimal | None],
    today: date,
    first: date,
    length: int,
) -> None:
    terms = Terms(starts_on, starts_on + timedelta(days=days), annual, schedule, *uplift)
    last = first + timedelta(days=length)
    due = [(day, amount) for day, amount in payments(terms, today, last) if day >= first]
    assert committed(terms, first, last, today) == Committed(
        total([amount for _day, amount in due]), total([amount for day, amount in due if day > today])
    )


@pytest.mark.parametrize(
    ("terms", "last", "whole"),
    [
        (
            Terms(date(2024, 1, 1), date(2026, 12, 31), D("1000"), "yearly", "percent", D("3")),
            "2027-12-31",
            "1030.00",
        ),
        (Terms(date(2024, 1, 1), date(2026, 12, 31), D("1000"), "yearly", "cpi"), "2027-12-31", "1000.00"),
        (Terms(date(2024, 1, 1), date(2026, 12, 31), D("1000"), "in_advance"), "2028-12-31", "2000.00"),
        (Terms(date(2024, 1, 1), date(2026, 12, 31), D("1200"), "monthly"), "2027-12-31", "600.00"),
        (Terms(date(2024, 7, 1), date(2027, 6, 30), D("1000"), "yearly"), "2028-06-30", "0.00"),
    ],
)
def test_the_next_term_costs_what_its_contract_year_costs(terms: Terms, last: str, whole: str) -> None:
    following = next_term(terms, date.fromisoformat(last), NOW)
    assert following.starts_on == terms.ends_on + timedelta(days=1)
    assert year_of(following) == Committed(D(whole), D(whole))


@pytest.mark.parametrize(
    ("planned", "actual", "remaining", "verdict", "percent"),
    [
        ("100.00", "60.00", "41.00", "over", "1.0"),
        ("100.00", "60.00", "40.00", "near", "0.0"),
        ("100.00", "60.00", "38.00", "near", "-2.0"),
        ("100.00", "60.00", "30.00", "under", "-10.0"),
        ("0.00", "0.01", "0.00", "unplanned", None),
        ("0.00", "0.00", "0.00", "nothing", None),
    ],
)
def test_a_forecast_is_what_was_spent_and_is_still_committed(
    planned: str, actual: str, remaining: str, verdict: str, percent: str | None
) -> None:
    standing = Standing(D(planned), D(0), D(0), D(remaining), D(actual))
    assert (standing.verdict, standing.percent) == (verdict, None if percent is None else D(percent))


@given(AMOUNTS, DAYS, st.integers(min_value=1, max_value=15))
def test_a_price_wears_off_wholly_over_its_life(price: Decimal, bought_on: date, years: int) -> None:
    firsts = [date(y, 7, 1) for y in range(2016, 2058)]
    assert total([worn(price, bought_on, years, first, last_day(first)) for first in firsts]) == price


def test_the_month_of_the_purchase_is_the_first_of_its_life() -> None:
    assert worn(D("6000"), date(2026, 10, 31), 5, FIRST, LAST) == D("900.00")
    assert worn(D("6000"), date(2021, 7, 1), 5, FIRST, LAST) == D("0.00")
    assert worn(D("6000"), date(2028, 1, 1), 5, FIRST, LAST) == D("0.00")
