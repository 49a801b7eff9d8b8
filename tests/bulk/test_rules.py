"""Numbers in words, and until when a change can be undone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.bulk.rules import undoing
from hospital_itsm.bulk.rules.size import is_big, number_in_words, says_number
from hospital_itsm.bulk.rules.undoing import undo_refusal, undo_until

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NUMBERS = st.integers(0, 999_999)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (20, "twenty"),
        (51, "fifty-one"),
        (100, "one hundred"),
        (312, "three hundred and twelve"),
        (1000, "one thousand"),
        (1007, "one thousand and seven"),
        (1312, "one thousand three hundred and twelve"),
        (10_000, "ten thousand"),
        (999_999, "nine hundred and ninety-nine thousand nine hundred and ninety-nine"),
    ],
)
def test_a_number_is_said_in_words(number: int, words: str) -> None:
    assert number_in_words(number) == words


@given(NUMBERS)
def test_its_words_and_its_digits_say_it(number: int) -> None:
    words = number_in_words(number)
    assert says_number(words, number)
    assert says_number(f"  {words.upper().replace('-', ' ').replace(' AND ', ' ')} ", number)
    assert says_number(f"{number}", number)
    assert says_number(f"{number:,}", number)


@given(NUMBERS, NUMBERS)
def test_nothing_else_says_it(number: int, other: int) -> None:
    assert says_number(number_in_words(other), number) is (number == other)
    assert says_number(str(other), number) is (number == other)


@pytest.mark.parametrize("typed", ["", "yes", "hundred", "fifty one and a half", "-51"])
def test_what_is_no_number_confirms_nothing(typed: str) -> None:
    assert not says_number(typed, 51)


@pytest.mark.parametrize(("count", "big"), [(1, False), (50, False), (51, True), (10_000, True)])
def test_more_than_fifty_are_big(count: int, big: bool) -> None:
    assert is_big(count) is big


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"over_at": None}, undoing.NOT_OVER),
        ({"is_asked": True}, undoing.ASKED),
        ({"done": 0}, undoing.NOTHING),
        ({"speaks": True}, undoing.TOLD),
        ({"now": NOON + timedelta(minutes=10)}, ""),
        ({"now": NOON + timedelta(minutes=10, microseconds=1)}, undoing.TOO_LATE),
    ],
)
def test_why_a_change_is_not_undone(changes: dict[str, object], code: str) -> None:
    usual = {"over_at": NOON, "now": NOON, "speaks": False, "done": 3, "is_asked": False}
    assert undo_refusal(**{**usual, **changes}) == code  # type: ignore[arg-type]


@given(st.timedeltas(timedelta(0), timedelta(hours=1)))
def test_the_window_is_ten_minutes_from_the_end(passed: timedelta) -> None:
    refusal = undo_refusal(over_at=NOON, now=NOON + passed, speaks=False, done=1, is_asked=False)
    assert (refusal == "") is (NOON + passed <= undo_until(NOON))
