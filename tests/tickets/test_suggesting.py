"""Which few known problems are shown while a report is written, in which order: a table, and what holds for all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.likeness import Problem
from tickets.rules.suggesting import MOST_SUGGESTIONS, Known, Suggestion, suggestions

NOW = datetime(2026, 10, 22, 14, 5, tzinfo=UTC)
COMMON = {"read": 0.05}
ICU, ED, CART = frozenset({"ICU"}), frozenset({"ED"}), frozenset({"A003"})
HERE = Problem("", frozenset({"scanner", "cart", "read", "wristband"}), NOW, units=ICU, services=CART)


def known(key: str, words: str = "something els entir", minutes_ago: int = 30, **values: Any) -> Known:
    marks = {name: values.pop(name) for name in ("is_notice", "everywhere") if name in values}
    at = NOW - timedelta(minutes=minutes_ago)
    return Known(Problem(key, frozenset(words.split()), at, **values), **marks)


SAME_PLACE = known("INC-1", units=ICU, services=CART)
NOTICE = known("notice-1", services=CART, is_notice=True)
SAME_WORDS = known("INC-2", "scanner cart read wristband", minutes_ago=0, units=ED)


def keys(*items: Known, here: Problem = HERE) -> list[tuple[str, str]]:
    return [(found.key, found.reason) for found in suggestions(here, items, COMMON)]


def test_the_same_service_on_the_unit_comes_first_then_a_notice_then_the_words() -> None:
    assert suggestions(HERE, [SAME_WORDS, NOTICE, SAME_PLACE], COMMON) == (
        Suggestion("INC-1", "same_thing_here", 0.0),
        Suggestion("notice-1", "active_notice", 0.0),
        Suggestion("INC-2", "words_match", 1.0),
    )


@pytest.mark.parametrize(
    "stranger",
    [
        known("INC-3"),
        known("INC-4", units=ICU),
        known("INC-5", "scanner red", units=ED),
        known("INC-6", "scanner wristband tape glue shelf room door lamp sink chair clock", units=ED),
        known("notice-2", "bed stuck", is_notice=True, everywhere=True),
    ],
)
def test_below_the_confidence_line_nothing_is_shown(stranger: Known) -> None:
    assert keys(stranger) == []


def test_fewer_words_in_common_are_enough_on_the_same_unit() -> None:
    words = "scanner wristband tape glue shelf"
    assert keys(known("INC-7", words, units=ICU)) == [("INC-7", "words_match")]
    assert keys(known("INC-7", words, units=ED)) == [("INC-7", "words_match")]
    longer = f"{words} room door lamp sink chair clock"
    assert keys(known("INC-7", longer, units=ICU)) == [("INC-7", "words_match")]
    assert keys(known("INC-7", longer, units=ED)) == []


@pytest.mark.parametrize(
    ("age", "shown"),
    [
        (timedelta(), True),
        (timedelta(hours=4), True),
        (timedelta(hours=4, seconds=1), False),
        (timedelta(seconds=-1), False),
    ],
)
def test_the_same_service_on_the_unit_counts_for_four_hours(age: timedelta, shown: bool) -> None:
    aged = replace(SAME_PLACE, problem=replace(SAME_PLACE.problem, at=NOW - age))
    assert bool(keys(aged)) is shown


def test_the_same_device_on_the_unit_needs_no_words() -> None:
    here = replace(HERE, asset="LP-1")
    assert keys(known("INC-9", units=ICU, asset="LP-1"), here=here) == [("INC-9", "same_thing_here")]
    assert keys(known("INC-9", units=ED, asset="LP-1"), here=here) == []
    assert keys(known("INC-9", minutes_ago=300, units=ICU, asset="LP-1"), here=here) == []


def test_a_notice_for_the_house_needs_some_words_in_common() -> None:
    house = known("notice-3", "scanner wristband printer slow today", is_notice=True, everywhere=True)
    assert keys(house) == [("notice-3", "active_notice")]
    assert keys(house, here=replace(HERE, words=frozenset({"bed", "stuck"}))) == []


def test_at_most_three_are_shown_and_the_newer_first() -> None:
    many = [known(f"INC-{age}", minutes_ago=age, units=ICU, services=CART) for age in (50, 10, 40, 20)]
    assert [key for key, _why in keys(*many)] == ["INC-10", "INC-20", "INC-40"]


def test_without_a_unit_or_a_service_nothing_matches_by_emptiness() -> None:
    assert (
        keys(known("INC-8"), known("notice-4", is_notice=True), here=Problem("", frozenset({"broken"}), NOW))
        == []
    )


WORD = st.sampled_from(sorted(HERE.words | {"tape", "glue", "bed"}))
ITEM = st.builds(
    known,
    st.integers(1, 99).map(lambda n: f"INC-{n}"),
    st.lists(WORD, max_size=6).map(" ".join),
    st.integers(0, 600),
    units=st.sampled_from([ICU, ED, frozenset()]),
    services=st.sampled_from([CART, frozenset()]),
    is_notice=st.booleans(),
    everywhere=st.booleans(),
)


@given(st.lists(ITEM, max_size=8, unique_by=lambda item: item.problem.key), st.randoms())
def test_the_order_of_what_is_known_does_not_matter(items: list[Known], chance: Any) -> None:
    found = suggestions(HERE, items, COMMON)
    mixed = list(items)
    chance.shuffle(mixed)
    assert suggestions(HERE, mixed, COMMON) == found
    assert len(found) <= MOST_SUGGESTIONS
    assert all(0.0 <= one.score <= 1.0 for one in found)
