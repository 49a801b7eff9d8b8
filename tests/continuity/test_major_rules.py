"""What a major incident is counted and reminded by: tables worked out by hand, and laws."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.continuity.rules.cadence import STEPS, next_summary, owed
from hospital_itsm.continuity.rules.impact import impact_minutes, impact_of, weight_of
from hospital_itsm.continuity.rules.templates import Unfilled, fill, names_in

DUE = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
VALUES = {"services": "Harbor EHR", "next_update": "14:30", "units": ""}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{{ services }} is down.", "Harbor EHR is down."),
        ("{{services}} {{   next_update }}", "Harbor EHR 14:30"),
        ("No names at all", "No names at all"),
        ("{% if services %}x{% endif %}", "{% if services %}x{% endif %}"),
        ("{services} {0} %(services)s", "{services} {0} %(services)s"),
    ],
)
def test_a_name_in_double_braces_is_replaced_and_nothing_else(text: str, filled: str) -> None:
    assert fill(text, VALUES) == filled


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{{ units }}", "units"),
        ("{{ passwords }}", "passwords"),
        ("{{ services.owner }}", "{{"),
        ("{{ services", "{{"),
        ("services }}", "}}"),
        ("{{ Services }}", "{{"),
        ("{{ services|safe }}", "{{"),
    ],
)
def test_what_cannot_be_filled_in_is_named(text: str, name: str) -> None:
    with pytest.raises(Unfilled) as refusal:
        fill(text, VALUES)
    assert refusal.value.name == name


@given(st.text(min_size=1, max_size=40))
def test_what_a_value_holds_is_never_looked_at_again(value: str) -> None:
    assert fill("a {{ services }} b", {"services": value}) == f"a {value} b"


@given(st.text(max_size=80))
def test_any_text_is_filled_or_refused(text: str) -> None:
    try:
        names = names_in(text)
    except Unfilled:
        return
    assert fill(text, dict.fromkeys(names, "x")).count("{{") == 0


@pytest.mark.parametrize(
    ("minutes", "reminded", "step"),
    [
        (-6, "", ""),
        (-5, "", "soon"),
        (-1, "soon", ""),
        (0, "soon", "due"),
        (14, "due", ""),
        (15, "due", "late"),
        (300, "late", ""),
        (300, "", "late"),
        (1, "", "due"),
    ],
)
def test_each_step_is_owed_once_and_missed_ones_fold(minutes: int, reminded: str, step: str) -> None:
    assert owed(DUE, reminded, DUE + timedelta(minutes=minutes)) == step


@given(st.lists(st.integers(-30, 60), min_size=1, max_size=30))
def test_however_often_it_looks_no_step_is_told_twice(minutes: list[int]) -> None:
    told, reminded = [], ""
    for one in sorted(minutes):
        if step := owed(DUE, reminded, DUE + timedelta(minutes=one)):
            told.append(step)
            reminded = step
    order = [code for code, _offset in STEPS]
    assert told == sorted(set(told), key=order.index)
    assert reminded == owed(DUE, "", DUE + timedelta(minutes=max(minutes)))


@pytest.mark.parametrize(("late", "following"), [(0, 60), (59, 60), (60, 120), (150, 180)])
def test_leaders_hear_in_the_old_rhythm_and_missed_hours_fold(late: int, following: int) -> None:
    assert next_summary(DUE, DUE + timedelta(minutes=late)) == DUE + timedelta(minutes=following)


@pytest.mark.parametrize(
    ("tiers", "areas", "ticket", "impact"),
    [(["1"], 1, 4, 1), (["3"], 2, None, 1), (["3"], 1, 4, 2), (["3"], 1, 1, 1), (["N"], 1, None, 2)],
)
def test_the_scope_follows_from_services_and_units(
    tiers: list[str], areas: int, ticket: int | None, impact: int
) -> None:
    assert impact_of(tiers, areas, ticket) == impact


def test_impact_minutes_are_minutes_times_class_times_scope() -> None:
    later = DUE + timedelta(minutes=90)
    assert impact_minutes(DUE, later, weight_of(["C", "A", "E"]), 1) == 90 * 3 * 4
    assert impact_minutes(DUE, later, weight_of(["D"]), 2) == 90
    assert impact_minutes(DUE, later, weight_of(["E"]), 1) == 0
    assert impact_minutes(DUE, DUE + timedelta(seconds=30), weight_of(["C"]), 3) == Fraction(1, 2)
    assert impact_minutes(later, DUE, weight_of(["A"]), 1) == 0
    assert weight_of([]) == 0
