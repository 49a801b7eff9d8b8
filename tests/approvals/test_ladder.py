"""Which approvals an amount needs, and who may decide a step."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.approvals.rules.deciding import Obstacle, Standing, in_whose_name
from hospital_itsm.approvals.rules.ladder import Rung, approvers_for

RUNGS = [
    Rung(Decimal(10_000), 1, "cio"),
    Rung(Decimal(0), 1, "vp"),
    Rung(Decimal(10_000), 2, "finance"),
    Rung(Decimal(50_000), 1, "vp"),
]


@pytest.mark.parametrize(
    ("amount", "approvers"),
    [
        ("0.00", ["vp"]),
        ("9999.99", ["vp"]),
        ("10000.00", ["vp", "cio", "finance"]),
        ("49999.99", ["vp", "cio", "finance"]),
        ("999999999999.99", ["vp", "cio", "finance"]),
    ],
)
def test_an_amount_asks_everybody_whose_rule_it_reaches_to_the_cent(
    amount: str, approvers: list[str]
) -> None:
    assert approvers_for(Decimal(amount), RUNGS) == approvers


def test_an_amount_below_every_rule_has_no_approver() -> None:
    assert approvers_for(Decimal("9999.99"), RUNGS[:1]) == []


@given(st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2))
def test_more_money_never_asks_fewer_people(less: Decimal, more: Decimal) -> None:
    low, high = sorted((less, more))
    assert set(approvers_for(low, RUNGS)) <= set(approvers_for(high, RUNGS))


ANN, BOB, CAT, DAN = 1, 2, 3, 4


@pytest.mark.parametrize(
    ("person", "asker", "holders", "givers", "decided", "expected"),
    [
        (ANN, BOB, {ANN}, {}, (), ANN),
        (ANN, ANN, {ANN}, {}, (), Obstacle.OWN),
        (CAT, BOB, {ANN}, {}, (), Obstacle.ROLE),
        (CAT, BOB, {ANN}, {CAT: [ANN]}, (), ANN),
        (CAT, CAT, {ANN}, {CAT: [ANN]}, (), Obstacle.OWN),
        (CAT, ANN, {ANN}, {CAT: [ANN]}, (), Obstacle.OWN),
        (CAT, ANN, {ANN, DAN}, {CAT: [ANN, DAN]}, (), DAN),
        (CAT, BOB, {ANN}, {CAT: [DAN]}, (), Obstacle.ROLE),
        (ANN, BOB, {ANN}, {}, {ANN}, Obstacle.TWICE),
        (CAT, BOB, {ANN}, {CAT: [ANN]}, {ANN}, Obstacle.TWICE),
        (CAT, BOB, {ANN, DAN}, {CAT: [ANN, DAN]}, {ANN}, DAN),
        (CAT, BOB, {ANN}, {CAT: [ANN]}, {CAT}, Obstacle.TWICE),
        (CAT, None, {CAT}, {}, (), CAT),
    ],
)
def test_nobody_decides_for_themselves_twice_or_without_a_part(
    person: int,
    asker: int | None,
    holders: set[int],
    givers: dict[int, list[int]],
    decided: set[int],
    expected: object,
) -> None:
    assert in_whose_name(person, Standing(asker, holders, givers, decided)) == expected
