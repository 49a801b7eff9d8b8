"""Words for times, durations and people (ux.md 4.4)."""

from datetime import datetime, timedelta

import pytest

from hospital_itsm.core import display

NOON = datetime(2026, 10, 30, 12, 0)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(24, "24m left"), (0.5, "1m left"), (59, "59m left"), (60, "1h 00m"), (130, "2h 10m"), (1500, "1d 1h")],
)
def test_time_left_is_said_in_its_two_largest_units(minutes: float, words: str) -> None:
    assert display.time_left_words(NOON + timedelta(minutes=minutes), NOON) == words


@pytest.mark.parametrize(("minutes", "words"), [(0, "1m over"), (18, "18m over"), (185, "3h 05m over")])
def test_time_past_is_said_as_over(minutes: int, words: str) -> None:
    assert display.time_left_words(NOON - timedelta(minutes=minutes), NOON) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 10, 30, 9, 5), "09:05"),
        (datetime(2026, 10, 3, 14, 7), "Oct 3, 14:07"),
        (datetime(2025, 10, 30, 14, 7), "Oct 30, 2025, 14:07"),
    ],
)
def test_an_instant_is_a_clock_today_and_a_date_before(at: datetime, words: str) -> None:
    assert display.moment_words(at, NOON) == words


def test_a_moment_ago_is_just_now() -> None:
    assert display.ago_words(NOON - timedelta(seconds=59), NOON) == "just now"
    assert display.ago_words(NOON - timedelta(minutes=4), NOON) == "4m ago"


@pytest.mark.parametrize(
    ("name", "initials"), [("Priya Nair", "PN"), ("Ana de la Cruz", "AC"), ("Cher", "C"), ("", "")]
)
def test_initials_are_those_of_first_and_last_name(name: str, initials: str) -> None:
    assert display.initials_of(name) == initials


def test_a_name_keeps_its_hue() -> None:
    assert display.avatar_hue("Priya Nair") == display.avatar_hue("Priya Nair")
    assert {display.avatar_hue(f"Person {number}") for number in range(60)} == set("abcde")
