"""Where one is in a list that stands still."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.triage.rules.course import around, place

KEYS = ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("key", "there", "at", "neighbours"),
    [
        ("A", "ABCD", 1, ("", "B")),
        ("B", "ABCD", 2, ("A", "C")),
        ("D", "ABCD", 4, ("C", "")),
        ("B", "BD", 2, ("", "D")),
        ("C", "AC", 3, ("A", "")),
        ("B", "ACD", 2, ("A", "C")),
        ("X", "ABCD", 0, ("", "")),
    ],
)
def test_the_neighbours_are_those_that_are_still_there(
    key: str, there: str, at: int, neighbours: tuple[str, str]
) -> None:
    assert place(KEYS, key) == at
    assert around(KEYS, key, set(there)) == neighbours


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=2), unique=True, max_size=12), st.data())
def test_going_on_from_the_first_meets_all_that_are_there_once_and_in_order(
    keys: list[str], data: st.DataObject
) -> None:
    there = data.draw(st.sets(st.sampled_from(keys))) if keys else set()
    met, at = [], keys[0] if keys else ""
    while at:
        met.append(at)
        at = around(keys, at, there)[1]
    assert met == keys[:1] + [one for one in keys[1:] if one in there]
