"""What options cost, what orders bind, how much of a delivery is taken: tables and laws."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.procurement.rules.lifecycle import LIFECYCLE
from hospital_itsm.procurement.rules.money import Owed, cost_of, left_of, owed
from hospital_itsm.procurement.rules.receipts import Delivery, Fault, faults_of, is_whole

D = Decimal
MONEY = st.decimals(min_value=0, max_value=10**9, places=2)
ORDER = {1: Delivery(4, 0), 2: Delivery(10, 7), 3: Delivery(2, 2)}


def test_an_option_costs_its_lines_and_what_comes_on_top() -> None:
    assert cost_of([(4, D("1000.00")), (10, D("7.25"))], D("27.50")) == D("4100.00")
    assert cost_of([], D("0.00")) == D("0.00")
    assert cost_of([(3, D("0.10"))], D(0)) == D("0.30")


@pytest.mark.parametrize(
    ("invoiced", "is_closed", "expected"),
    [
        ("0.00", False, Owed(D("100.00"), D("100.00"))),
        ("40.00", False, Owed(D("100.00"), D("60.00"))),
        ("100.00", False, Owed(D("100.00"), D("0.00"))),
        ("130.00", False, Owed(D("130.00"), D("0.00"))),
        ("40.00", True, Owed(D("40.00"), D("0.00"))),
        ("0.00", True, Owed(D("0.00"), D("0.00"))),
    ],
)
def test_what_an_order_of_a_hundred_binds(invoiced: str, is_closed: bool, expected: Owed) -> None:
    assert owed(D("100.00"), D(invoiced), is_closed=is_closed) == expected


@given(MONEY, MONEY, st.booleans())
def test_what_is_invoiced_and_what_remains_are_never_more_than_the_whole(
    amount: Decimal, invoiced: Decimal, is_closed: bool
) -> None:
    found = owed(amount, invoiced, is_closed=is_closed)
    assert found.remaining >= 0
    assert invoiced + found.remaining == found.whole or is_closed
    assert found.whole >= invoiced


@given(MONEY, MONEY, MONEY)
def test_a_line_has_left_what_is_neither_spent_nor_promised(
    planned: Decimal, spent: Decimal, promised: Decimal
) -> None:
    assert left_of(planned, spent, promised) + spent + promised == planned


@pytest.mark.parametrize(
    ("quantities", "faults"),
    [
        ({1: 4}, {}),
        ({1: 1, 2: 3}, {}),
        ({1: 0, 2: 3}, {}),
        ({2: 4}, {2: Fault.TOO_MANY}),
        ({3: 1}, {3: Fault.TOO_MANY}),
        ({1: -1}, {1: Fault.NEGATIVE}),
        ({9: 1}, {9: Fault.UNKNOWN}),
        ({}, {None: Fault.NOTHING}),
        ({1: 0}, {None: Fault.NOTHING}),
        ({1: 5, 2: -1}, {1: Fault.TOO_MANY, 2: Fault.NEGATIVE}),
    ],
)
def test_no_more_comes_than_is_still_to_come(
    quantities: dict[int, int], faults: dict[int | None, Fault]
) -> None:
    assert faults_of(ORDER, quantities) == faults


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 50)), min_size=1, max_size=6))
def test_an_order_is_whole_when_all_that_is_missing_came(lines: list[tuple[int, int]]) -> None:
    order = {place: Delivery(ordered, min(came, ordered)) for place, (ordered, came) in enumerate(lines)}
    rest = {place: one.missing for place, one in order.items()}
    assert is_whole(order, rest)
    short = next((place for place, count in rest.items() if count), None)
    if short is not None:
        assert not is_whole(order, {**rest, short: rest[short] - 1})


def test_ends_are_ends() -> None:
    assert LIFECYCLE.final == frozenset({"closed", "rejected", "cancelled"})
