"""How dated rows stand, the same from rule and database, and when somebody is reminded."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.vendor_file.choices import Validity
from hospital_itsm.vendor_file.models import Credential, InsuranceCertificate, SecurityReview, VendorPerson
from hospital_itsm.vendor_file.rules.validity import INSURANCE_STEPS, owed, state_on
from tests.world import World

DAY = date(2026, 11, 27)
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (-10, 61, "valid"),
        (-10, 60, "soon"),
        (-10, 0, "soon"),
        (-10, -1, "over"),
        (0, 100, "valid"),
        (1, 100, "coming"),
        (None, None, "valid"),
        (None, -1, "over"),
        (1, None, "coming"),
    ],
)
def test_the_first_and_the_last_day_count(first: int | None, last: int | None, expected: str) -> None:
    days = [None if one is None else DAY + timedelta(days=one) for one in (first, last)]
    assert state_on(DAY, *days, soon=60) == expected
    assert state_on(DAY, *days, soon=60, is_followed=True) == "followed"
    assert state_on(DAY, *days, soon=60, is_followed=True, is_active=False) == "withdrawn"


@given(st.lists(st.integers(-5, 100), min_size=1, max_size=60, unique=True))
def test_counting_down_each_step_is_told_once_and_none_after_the_last_day(days: list[int]) -> None:
    told: list[int] = []
    for left in sorted(days, reverse=True):
        if (step := owed(told, left, INSURANCE_STEPS)) is not None:
            assert 0 <= left <= step
            told.append(step)
    assert len(told) == len(set(told)) <= 2
    assert bool(told) == any(0 <= left <= 60 for left in days)
    assert (30 in told) == any(0 <= left <= 30 for left in days)


def stored(world: World, days: list[tuple[int, int]]) -> list[Any]:
    """Rows of every table whose days are counted from DAY."""
    person = VendorPerson.objects.create(vendor=world.vendor, name="Jonas Aldridge")
    rows: list[Any] = []
    for first, last in days:
        begins, ends = DAY + timedelta(days=first), DAY + timedelta(days=last)
        rows.append(
            InsuranceCertificate.objects.create(
                vendor=world.vendor,
                kind="cyber",
                insurer="S",
                amount=Decimal(1),
                currency="USD",
                starts_on=begins,
                ends_on=ends,
            )
        )
        rows.append(
            SecurityReview.objects.create(
                vendor=world.vendor, kind="soc2", result="passed", reviewed_on=begins, next_due_on=ends
            )
        )
        rows.append(Credential.objects.create(person=person, kind="badge", issued_on=begins, expires_on=ends))
    return rows  # fmt: skip


@pytest.mark.parametrize(
    "days",
    [
        [(-400, -40), (-30, 300)],
        [(-400, -40), (20, 300)],
        [(-400, 20)],
        [(-400, 200), (-400, 200)],
        [(-400, -1), (-400, -2)],
        [(5, 50)],
    ],
)
def test_the_database_answers_as_the_rule_does(world: World, days: list[tuple[int, int]]) -> None:
    stored(world, days)
    for model in (InsuranceCertificate, SecurityReview, Credential):
        rows = model.objects.all().standing(DAY)
        by_rule = {row.pk: row.state_on(DAY) for row in rows}
        by_state = {
            state: set(rows.filter(rows.stands(state, DAY)).values_list("pk", flat=True))
            for state in Validity
        }
        assert {pk: state for state, keys in by_state.items() for pk in keys} == by_rule
        assert sum(map(len, by_state.values())) == len(days)


def test_a_newer_one_takes_the_place_from_its_first_day_and_a_withdrawn_one_never(world: World) -> None:
    stored(world, [(-400, -40), (10, 300)])
    rows = InsuranceCertificate.objects.order_by("pk")
    states = lambda day: [row.state_on(day) for row in rows.standing(day)]  # noqa: E731
    assert states(DAY) == [Validity.OVER, Validity.COMING]
    assert states(DAY + timedelta(days=10)) == [Validity.FOLLOWED, Validity.VALID]
    InsuranceCertificate.objects.filter(starts_on__gt=DAY).update(is_active=False)
    assert states(DAY + timedelta(days=10)) == [Validity.OVER, Validity.WITHDRAWN]


def test_of_two_trainings_each_stands_for_itself(world: World) -> None:
    person = VendorPerson.objects.create(vendor=world.vendor, name="Jonas Aldridge")
    past = {"kind": "training", "expires_on": DAY - timedelta(days=1)}
    person.credentials.create(label="MRI safety", **past)
    person.credentials.create(label="Privacy", kind="training", expires_on=DAY + timedelta(days=300))
    found = Credential.objects.all().pressing(DAY)
    assert [(row.words, row.state_on(DAY)) for row in found] == [("Training: MRI safety", Validity.OVER)]
