"""Names in words, and what a macro may ask for at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.core.substitution import filled
from hospital_itsm.macros.rules.outcome import Wanted, faults
from hospital_itsm.macros.rules.words import NAMES, unknown_names


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Hello {{ first_name }}, about {{ticket}}.", []),
        ("{{ requester.password }}", ["requester.password"]),
        ("{{ 7*7 }} and {{ 7*7 }}", ["7*7"]),
        ("{% load x %}{{ ticket|safe }}", ["ticket|safe"]),
        ("{{ ticket", ["{{"]),
        ("ticket }}", ["}}"]),
        ("{{{ ticket }}}", []),
        ("{{ }}", [""]),
        ("{{ TICKET }}", ["TICKET"]),
        ("", []),
    ],
)
def test_only_names_of_the_list_are_known(text: str, unknown: list[str]) -> None:
    assert unknown_names(text) == unknown


def test_a_name_is_replaced_once_and_what_it_holds_is_never_read_again() -> None:
    values = {"title": "{{ agent }}", "agent": "Leo Marsh"}
    assert filled("{{ title }} by {{agent}}, {{ other }}", values) == "{{ agent }} by Leo Marsh, {{ other }}"


@given(st.text(), st.dictionaries(st.sampled_from(NAMES), st.text()))
def test_any_text_is_filled_without_an_error(text: str, values: dict[str, str]) -> None:
    assert isinstance(filled(text, values), str)


@given(st.text(alphabet=st.characters(exclude_characters="{}")), st.sampled_from(NAMES), st.text())
def test_what_stands_round_a_name_stays(around: str, name: str, value: str) -> None:
    assert filled(f"{around}{{{{ {name} }}}}{around}", {name: value}) == f"{around}{value}{around}"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), {"reply": "empty"}),
        (Wanted(reply="  ", note=" "), {"reply": "empty"}),
        (Wanted(note="Seen."), {}),
        (Wanted(sets_state=True), {}),
        (Wanted(sets_state=True, state_needs_reply=True), {"reply": "reply_needed"}),
        (Wanted(reply="Which label?", sets_state=True, state_needs_reply=True), {}),
        (Wanted(sets_team=True), {"why": "why_needed"}),
        (Wanted(sets_priority=True, why=" "), {"why": "why_needed"}),
        (Wanted(sets_priority=True, why="Two carts."), {}),
        (Wanted(sets_team=True, why="Theirs.", sets_state=True), {"then_state": "team_ends_it"}),
        (Wanted(sets_team=True, why="Theirs.", sets_assignee=True), {"assignee": "team_ends_it"}),
        (Wanted(reply="{{ x }}", note="{{ y }}"), {"reply": "unknown_names", "note": "unknown_names"}),
    ],
)
def test_what_a_macro_may_not_be(wanted: Wanted, found: dict[str, str]) -> None:
    assert faults(wanted) == found
