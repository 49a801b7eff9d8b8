"""The rule of what looks like one problem: a table, and what holds for all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.likeness import (
    CONFIDENT,
    MOST_WORDS,
    OLD,
    Problem,
    match,
    pairs,
    ranked,
    share,
    telling,
)

NOW = datetime(2026, 11, 26, 15, tzinfo=UTC)
COMMON = {"work": 0.3, "printer": 0.05}
HERE = Problem(
    "INC-1",
    frozenset({"printer", "blank", "label", "work"}),
    NOW,
    frozenset({"ICU"}),
    frozenset({"A001"}),
    "LP-1",
    "euc.print",
)
NOTHING_SAME: dict[str, Any] = {"units": frozenset(), "services": frozenset(), "asset": "", "category": ""}
OTHER = replace(HERE, key="INC-2", **NOTHING_SAME)


@pytest.mark.parametrize(
    ("changed", "score", "reasons"),
    [
        ({}, 1.0, ("same_words",)),
        ({"words": frozenset({"printer", "work"})}, None, None),
        ({"words": frozenset({"blank", "phone"})}, None, None),
        ({"words": frozenset()}, None, None),
        ({"words": frozenset(), "title_near": 0.4}, 0.4, ("same_words",)),
        ({"words": frozenset(), "title_near": 0.2, "services": HERE.services}, None, None),
        (
            {"words": frozenset(), "title_near": 0.2, "services": HERE.services, "units": HERE.units},
            0.42,
            ("same_service", "same_unit"),
        ),
        (
            {"words": frozenset(), "title_near": 0.1, "services": HERE.services, "units": HERE.units},
            None,
            None,
        ),
        (
            {"words": frozenset(), "asset": "LP-1", "units": HERE.units, "category": "euc.print"},
            0.36,
            ("same_device", "same_unit", "same_category"),
        ),
        ({"at": NOW - OLD}, 0.85, ("same_words",)),
        ({"at": NOW - 4 * OLD}, 0.85, ("same_words",)),
        ({"at": NOW + OLD}, 1.0, ("same_words",)),
        ({"words": frozenset(), "title_near": 0.35, "at": NOW - timedelta(days=9)}, None, None),
    ],
)
def test_the_table(changed: dict[str, Any], score: float | None, reasons: tuple[str, ...] | None) -> None:
    found = match(HERE, replace(OTHER, **changed), COMMON, NOW)
    assert (found and found.score, found and found.reasons) == (score, reasons)


def test_the_likest_come_first_newer_first_among_equals_never_itself_and_no_more_than_asked() -> None:
    older = replace(OTHER, key="INC-3", at=NOW - timedelta(days=2))
    same = replace(OTHER, key="INC-4")
    found = ranked(HERE, [older, same, OTHER, replace(HERE)], COMMON, NOW, 3)
    assert [one.key for one in found] == ["INC-2", "INC-4", "INC-3"]
    assert ranked(HERE, [older, same, OTHER], COMMON, NOW, 2) == found[:2]


def test_a_common_word_counts_less_than_a_rare_one() -> None:
    ours = frozenset({"work", "printer", "blank", "label"})
    rare = share(ours, frozenset({"blank", "label"}), COMMON)
    assert rare > 2 * share(ours, frozenset({"work", "printer"}), COMMON) > 0


def test_the_rarest_words_of_the_title_are_looked_for_first() -> None:
    title = ("work", "printer", "blank", "4", "inc-9", "o'x")
    assert telling(title, ("label", "work", "roll"), COMMON) == ["blank", "printer", "work", "label", "roll"]
    assert pairs(["a1", "b1", "c1"]) == [("a1", "b1"), ("a1", "c1"), ("b1", "c1")]
    assert pairs(["a1"]) == []


WORDS = st.frozensets(st.sampled_from([f"w{n}" for n in range(12)]))
SHARES = st.dictionaries(st.sampled_from([f"w{n}" for n in range(12)]), st.floats(0, 1))


@given(WORDS, WORDS, SHARES)
def test_the_share_is_the_same_both_ways_and_between_0_and_1(
    ours: frozenset[str], theirs: frozenset[str], common: dict[str, float]
) -> None:
    assert share(ours, theirs, common) == share(theirs, ours, common)
    assert 0 <= share(ours, theirs, common) <= 1


@given(st.lists(WORDS, max_size=8), WORDS, SHARES, st.integers(0, 5))
def test_nothing_below_the_line_is_shown_and_the_order_of_asking_does_not_matter(
    others: list[frozenset[str]], ours: frozenset[str], common: dict[str, float], most: int
) -> None:
    here = replace(OTHER, key="INC-0", words=ours)
    rows = [replace(OTHER, key=f"INC-{n}", words=words) for n, words in enumerate(others, 1)]
    found = ranked(here, rows, common, NOW, most)
    assert len(found) <= most
    assert all(one.score >= CONFIDENT for one in found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert ranked(here, reversed(rows), common, NOW, most) == found


@given(WORDS, WORDS, SHARES)
def test_never_more_words_than_the_index_is_asked_for(
    title: frozenset[str], text: frozenset[str], common: dict[str, float]
) -> None:
    found = telling(title, text, common)
    assert len(found) == len(set(found)) <= MOST_WORDS
    assert set(found) <= title | text
