"""The rule of which reports are one problem: a table, and what holds for all."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.similar.rules.grouping import (
    FEWEST,
    WINDOW,
    Cluster,
    clusters,
    joining,
    likeness,
    places_of,
)
from tickets.rules.likeness import Problem

NOW = datetime(2026, 11, 26, 15, tzinfo=UTC)
BLANK = frozenset({"printer", "blank", "label"})
PHONE = frozenset({"phone", "silent", "handset"})
ALIKE = likeness({}, {})
ICU, ED = ("unit", "ICU"), ("unit", "ED")
EHR = ("service", "A001")


def said(key: str, minute: float, *places: tuple[str, str], words: frozenset[str] = BLANK) -> Problem:
    """A report of services and units."""
    units = frozenset(code for kind, code in places if kind == "unit")
    services = frozenset(code for kind, code in places if kind == "service")
    return Problem(key, words, NOW + timedelta(minutes=minute), units, services)


@pytest.mark.parametrize(
    ("reports", "found"),
    [
        ([], ()),
        ([("a", 0, ICU), ("b", 5, ICU)], ()),
        ([("a", 0, ICU), ("b", 5, ICU), ("c", 15, ICU)], (Cluster(ICU, ("a", "b", "c")),)),
        ([("a", 0, ICU), ("b", 5, ICU), ("c", 15.1, ICU)], ()),
        ([("c", 9, ICU), ("a", 0, ICU), ("b", 5, ICU)], (Cluster(ICU, ("a", "b", "c")),)),
        ([("a", 0, ICU), ("b", 5, ICU), ("c", 9, ED)], ()),
        ([("a", 0, ICU, EHR), ("b", 5, ED, EHR), ("c", 9, EHR)], (Cluster(EHR, ("a", "b", "c")),)),
        ([(key, 0, ICU, EHR) for key in "abc"], (Cluster(EHR, ("a", "b", "c")),)),
        (
            [("a", 0, ICU, EHR), ("b", 1, ICU, EHR), ("c", 2, ICU, EHR), ("d", 3, ICU)],
            (Cluster(ICU, ("a", "b", "c", "d")),),
        ),
        (
            [*((key, 0, ICU) for key in "abc"), *((key, 1, ED) for key in "defg")],
            (Cluster(ED, ("d", "e", "f", "g")), Cluster(ICU, ("a", "b", "c"))),
        ),
        ([("a", 0), ("b", 0), ("c", 0)], ()),
    ],
)
def test_which_reports_are_one_problem(reports: list[tuple[str, float]], found: tuple[Cluster, ...]) -> None:
    assert clusters([said(*one) for one in reports], ALIKE) == found


def test_what_says_something_else_is_another_problem() -> None:
    odd = said("d", 1, ICU, words=PHONE)
    reports = [said(key, 0, ICU) for key in "ab"]
    assert clusters([*reports, odd], ALIKE) == ()
    assert clusters([*reports, odd, said("c", 2, ICU)], ALIKE) == (Cluster(ICU, ("a", "b", "c")),)


def test_titles_spelled_alike_are_enough() -> None:
    reports = [said(key, 0, ICU, words=frozenset({key})) for key in "abc"]
    spelled = {frozenset(pair): 0.5 for pair in combinations("abc", 2)}
    assert clusters(reports, ALIKE) == ()
    assert clusters(reports, likeness({}, spelled)) == (Cluster(ICU, ("a", "b", "c")),)


def test_further_reports_join_by_way_of_one_that_joins() -> None:
    first = said("a", 0, ICU)
    bridge = said("b", 30, ICU, words=BLANK | PHONE)
    last = said("c", 20, ICU, words=PHONE)
    assert joining([first], ICU, [last], ALIKE) == ()
    assert joining([first], ICU, [last, bridge], ALIKE) == ("c", "b")
    assert joining([first], ED, [said("d", 1, ED)], ALIKE) == ("d",)
    assert joining([first], ICU, [said("d", 1, ED)], ALIKE) == ()
    assert joining([], ICU, [said("d", 1, ICU)], ALIKE) == ()


REPORTS = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.sets(st.sampled_from([ICU, ED, EHR])),
        st.sampled_from([BLANK, PHONE, BLANK | PHONE, frozenset({"other"})]),
    ),
    max_size=12,
)


@given(REPORTS)
def test_of_all_groups_the_same_holds(
    given_reports: list[tuple[int, set[tuple[str, str]], frozenset[str]]],
) -> None:
    reports = {
        f"{number:02}": said(f"{number:02}", minute, *places, words=words)
        for number, (minute, places, words) in enumerate(given_reports)
    }
    found = clusters(list(reports.values()), ALIKE)
    assert found == clusters(list(reversed(reports.values())), ALIKE)
    grouped = [key for one in found for key in one.keys]
    assert len(grouped) == len(set(grouped))
    for one in found:
        members = [reports[key] for key in one.keys]
        times = [member.at for member in members]
        assert times == sorted(times)
        assert any(late - early <= WINDOW for early, late in zip(times, times[FEWEST - 1 :], strict=False))
        for member in members:
            assert one.place in places_of(member)
            assert any(ALIKE(member, other) for other in members if other is not member)
    left = [one for key, one in reports.items() if key not in grouped]
    assert clusters(left, ALIKE) == ()
