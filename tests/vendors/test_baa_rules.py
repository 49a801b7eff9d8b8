"""How an agreement stands on a day, what it lacks, and when a vendor needs one: tables and properties."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendors.choices import BaaState, Provision
from vendors.rules.baa import (
    CITATIONS,
    PROVISIONS,
    STEPS,
    Dates,
    faults,
    not_said,
    owed,
    standing,
    state_on,
    touches,
)
from vendors.rules.countries import NAMES, is_offshore

SIGNED = {"executed_on": date(2025, 6, 20), "effective_on": date(2025, 7, 1), "expires_on": date(2027, 6, 30)}


@pytest.mark.parametrize(
    ("changes", "today", "state"),
    [
        ({}, date(2025, 6, 19), "draft"),
        ({}, date(2025, 6, 30), "coming"),
        ({}, date(2025, 7, 1), "active"),
        ({}, date(2027, 3, 31), "active"),
        ({}, date(2027, 4, 1), "expiring"),
        ({}, date(2027, 6, 30), "expiring"),
        ({}, date(2027, 7, 1), "expired"),
        ({"executed_on": None}, date(2026, 1, 1), "draft"),
        ({"expires_on": None, "is_evergreen": True}, date(2090, 1, 1), "active"),
        ({"replaced_on": date(2026, 5, 1)}, date(2026, 4, 30), "active"),
        ({"replaced_on": date(2026, 5, 1)}, date(2026, 5, 1), "replaced"),
        ({"replaced_on": date(2026, 5, 1)}, date(2028, 1, 1), "replaced"),
        ({"terminated_on": date(2026, 5, 1)}, date(2026, 4, 30), "active"),
        ({"terminated_on": date(2026, 5, 1)}, date(2026, 5, 1), "terminated"),
        ({"executed_on": None, "terminated_on": date(2026, 5, 1)}, date(2026, 5, 1), "terminated"),
    ],
)
def test_the_state_follows_from_the_dates(changes: dict[str, Any], today: date, state: str) -> None:
    assert state_on(Dates(**{**SIGNED, **changes}), today) == state
    assert state in BaaState.values


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        ({}, {}),
        (SIGNED, {}),
        (
            {"executed_on": date(2026, 11, 28)},
            {"executed_on": "future", "effective_on": "missing", "expires_on": "endless"},
        ),
        ({**SIGNED, "expires_on": date(2025, 6, 30)}, {"expires_on": "early"}),
        ({**SIGNED, "expires_on": date(2025, 7, 1)}, {}),
        ({**SIGNED, "is_evergreen": True}, {"expires_on": "evergreen"}),
        ({**SIGNED, "expires_on": None}, {"expires_on": "endless"}),
    ],
)
def test_dates_that_contradict_each_other_are_named(dates: dict[str, Any], found: dict[str, str]) -> None:
    assert faults(Dates(**dates), date(2026, 11, 27)) == found


@pytest.mark.parametrize(("days", "is_fault"), [(0, True), (1, False), (60, False), (61, True)])
def test_a_breach_is_told_within_sixty_days(days: int, is_fault: bool) -> None:
    assert (faults(Dates(), date(2026, 1, 1), days) != {}) is is_fault


def test_the_provisions_are_those_of_the_law_in_its_order() -> None:
    assert Provision.values == list(PROVISIONS) == list(CITATIONS)
    letters = [cite.removeprefix("164.504(e)(2)(ii)") for cite in CITATIONS.values()][1:-1]
    assert letters == [f"({letter})" for letter in "ABCDEFGHIJ"]


@given(st.sets(st.sampled_from(PROVISIONS)), st.sets(st.sampled_from(PROVISIONS)))
def test_every_provision_is_said_lacking_or_open(included: set[str], absent: set[str]) -> None:
    lacks, still_open = not_said(included - absent, absent)
    assert set(lacks) == absent
    assert set(still_open) == set(PROVISIONS) - included - absent


@pytest.mark.parametrize(
    ("says_yes", "says_no", "says_nothing", "is_fact", "answer"),
    [
        (True, True, True, False, "yes"),
        (False, False, False, True, "yes"),
        (False, False, True, True, "yes"),
        (False, True, False, True, "doubt"),
        (False, True, False, False, "no"),
        (False, True, True, False, "unknown"),
        (False, False, True, False, "unknown"),
        (False, False, False, False, "no"),
    ],
)
def test_what_contracts_say_and_the_inventory_knows(
    says_yes: bool, says_no: bool, says_nothing: bool, is_fact: bool, answer: str
) -> None:
    said = touches(says_yes=says_yes, says_no=says_no, says_nothing=says_nothing, is_fact=is_fact)
    assert said == answer


def test_only_an_agreement_in_force_covers_a_vendor_that_touches_patient_data() -> None:
    rows = product(("yes", "no", "unknown", "doubt"), (True, False), (True, False))
    assert {(touched, holds, was): standing(touched, holds=holds, was=was) for touched, holds, was in rows} == {
        ("yes", True, True): "covered", ("yes", True, False): "covered",
        ("yes", False, True): "lapsed", ("yes", False, False): "missing",
        ("no", True, True): "covered", ("no", True, False): "covered",
        ("no", False, True): "clear", ("no", False, False): "clear",
        ("unknown", True, True): "covered", ("unknown", True, False): "covered",
        ("unknown", False, True): "ask", ("unknown", False, False): "ask",
        ("doubt", True, True): "covered", ("doubt", True, False): "covered",
        ("doubt", False, True): "ask", ("doubt", False, False): "ask",
    }  # fmt: skip


@given(st.lists(st.integers(-10, 200), max_size=40))
def test_no_step_is_told_twice_and_none_after_a_later_one(days: list[int]) -> None:
    told: list[int] = []
    for left in sorted(days, reverse=True):
        step = owed(told, left)
        if step is not None:
            assert left <= step
            assert not told or step < min(told)
            told.append(step)
    assert set(told) <= set(STEPS)


def test_work_in_the_territories_is_not_offshore() -> None:
    assert (NAMES["IN"], NAMES["PR"], NAMES["CI"]) == ("India", "Puerto Rico", "Côte d'Ivoire")
    assert [code for code in ("US", "PR", "GU", "XX", "IN", "CA") if is_offshore(code)] == ["IN", "CA"]
    assert len(NAMES) == 249


def test_the_day_of_an_agreement_moves_with_the_calendar() -> None:
    dates = Dates(**SIGNED)
    held = [SIGNED["effective_on"] + timedelta(days=n) for n in range(-1, 731)]
    states = [state_on(dates, day) for day in held]
    assert states == ["coming", *["active"] * 639, *["expiring"] * 91, "expired"]
