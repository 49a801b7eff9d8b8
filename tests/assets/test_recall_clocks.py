"""Deadlines of recalls by class, and what a change of class does."""

from datetime import date, timedelta

import pytest

from assets.rules.openfda import RecallClass
from assets.rules.recall_clocks import (
    ClassChange,
    Deadlines,
    after_change,
    class_change,
    deadlines_for,
    may_be_declared_lost,
)
from tests.core.worktime_cases import at, office

CHICAGO = "America/Chicago"
OFFICE = office(CHICAGO)
FRIDAY = at(CHICAGO, "2026-10-23T15:00")
ONE, TWO, THREE, OPEN = RecallClass.ONE, RecallClass.TWO, RecallClass.THREE, RecallClass.UNCLASSIFIED


def days(count: int) -> timedelta:
    return timedelta(days=count)


@pytest.mark.parametrize(
    ("recall_class", "triage", "mitigate", "close"),
    [
        (ONE, "2026-10-23T19:00", 3, 30),
        (OPEN, "2026-10-23T19:00", 3, 30),
        (TWO, "2026-10-26T18:00", 30, 60),
        (THREE, "2026-10-26T18:00", 60, 90),
    ],
)
def test_deadlines_by_class(recall_class: RecallClass, triage: str, mitigate: int, close: int) -> None:
    assert deadlines_for(recall_class, FRIDAY, OFFICE) == Deadlines(
        at(CHICAGO, triage), FRIDAY + days(mitigate), FRIDAY + days(close)
    )


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (TWO, TWO, ClassChange.NONE),
        (TWO, OPEN, ClassChange.NONE),
        (OPEN, ONE, ClassChange.FIRST),
        (OPEN, THREE, ClassChange.FIRST),
        (TWO, ONE, ClassChange.RAISED),
        (THREE, TWO, ClassChange.RAISED),
        (ONE, TWO, ClassChange.LOWERED),
    ],
)
def test_what_a_new_class_means(old: RecallClass, new: RecallClass, change: ClassChange) -> None:
    assert class_change(old, new) is change


def test_a_raised_class_counts_from_the_change_and_never_gives_more_time() -> None:
    old = deadlines_for(TWO, FRIDAY, OFFICE)
    early = FRIDAY + days(10)
    assert after_change(old, ONE, early, OFFICE) == Deadlines(old.triage, early + days(3), early + days(30))
    late = FRIDAY + days(45)
    assert after_change(old, ONE, late, OFFICE) == Deadlines(old.triage, old.mitigate, old.close)


@pytest.mark.parametrize(
    ("searched_on", "today", "may"),
    [
        ([], date(2026, 12, 31), False),
        ([date(2026, 9, 1), date(2026, 10, 1)], date(2026, 12, 31), False),
        ([date(2026, 9, 1), date(2026, 10, 1), date(2026, 10, 1)], date(2026, 12, 31), False),
        ([date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)], date(2026, 11, 29), False),
        ([date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)], date(2026, 11, 30), True),
    ],
)
def test_three_searches_over_90_days_before_a_device_is_lost(
    searched_on: list[date], today: date, may: bool
) -> None:
    assert may_be_declared_lost(searched_on, today) is may
