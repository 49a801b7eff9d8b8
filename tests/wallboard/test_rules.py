"""What a wall shows of a service, and how long nothing bad happened."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.wallboard.rules.standing import DOWN, SLOW, WORK, Trouble, days_since, worst
from hospital_itsm.wallboard.shown import change_words, trouble_words

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=ZoneInfo("America/Chicago"))
HOUR = timedelta(hours=1)


def trouble(effect: str, hours: int = 1, *, partial: bool = False, until: int | None = None) -> Trouble:
    """Something that began so many hours ago."""
    return Trouble(effect, NOON - hours * HOUR, None if until is None else NOON + until * HOUR, partial)


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ([], None),
        ([trouble(WORK), trouble(SLOW), trouble(DOWN)], trouble(DOWN)),
        ([trouble(WORK), trouble(SLOW, partial=True)], trouble(SLOW, partial=True)),
        ([trouble(DOWN, 9, partial=True), trouble(DOWN, 1)], trouble(DOWN, 1)),
        ([trouble(SLOW, 1), trouble(SLOW, 3)], trouble(SLOW, 3)),
    ],
)
def test_down_goes_before_slow_before_work_and_everywhere_before_somewhere(
    found: list[Trouble], shown: Trouble | None
) -> None:
    assert worst(found) == shown


@given(st.lists(st.builds(trouble, st.sampled_from([DOWN, SLOW, WORK]), st.integers(0, 99)), min_size=1))
def test_nothing_is_worse_than_what_is_shown(found: list[Trouble]) -> None:
    order = [DOWN, SLOW, WORK]
    shown = worst(found)
    assert shown in found
    assert order.index(shown.effect) == min(order.index(one.effect) for one in found)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("last", "days"),
    [
        ("2026-11-20T11:00:00-06:00", 0),
        ("2026-11-19T23:59:00-06:00", 1),
        ("2026-11-20T05:59:00+00:00", 1),
        ("2026-10-31T12:00:00-05:00", 20),
    ],
)
def test_days_are_midnights_of_the_place(last: str, days: int) -> None:
    assert days_since(datetime.fromisoformat(last), NOON.astimezone(UTC), ZoneInfo("America/Chicago")) == days


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (trouble(DOWN, 1), "Down 1h 00m"),
        (trouble(DOWN, 30, partial=True), "Partly down 1d 6h"),
        (trouble(SLOW, 2), "Slow since 10:00"),
        (trouble(SLOW, 14, partial=True), "Partly slow since Nov 19, 22:00"),
        (trouble(WORK, 1, until=3), "Until 15:00"),
        (trouble(WORK, 1, until=0), "Work is over time"),
        (trouble(WORK, 1), "Work is over time"),
    ],
)
def test_a_state_in_words(one: Trouble, words: str) -> None:
    assert trouble_words(one, NOON) == words


@pytest.mark.parametrize(
    ("more", "words"),
    [(0, "as many as yesterday"), (18, "18 more than yesterday"), (-18, "18 fewer than yesterday")],
)
def test_the_change_in_words(more: int, words: str) -> None:
    assert change_words(more) == words
