"""The codes of authenticator apps, held against RFC 6238."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.signin.rules.codes import cleaned, code_at, matching_step

SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_the_rfc(seconds: int, code: str) -> None:
    assert code_at(SECRET, seconds // 30) == code
    assert matching_step(SECRET, code, seconds) == seconds // 30


@given(step=st.integers(min_value=10, max_value=10**9), off=st.integers(min_value=-3, max_value=3))
def test_a_clock_may_be_half_a_minute_off_and_no_more(step: int, off: int) -> None:
    found = matching_step(SECRET, code_at(SECRET, step + off), step * 30 + 15)
    near = {code_at(SECRET, one) for one in (step - 1, step, step + 1)}
    assert (found is not None) == (code_at(SECRET, step + off) in near)


@given(step=st.integers(min_value=10, max_value=10**9))
def test_a_code_works_once(step: int) -> None:
    code = code_at(SECRET, step)
    first = matching_step(SECRET, code, step * 30)
    assert first is not None
    assert matching_step(SECRET, code, step * 30, after=first) is None


@given(text=st.text(max_size=40))
def test_whatever_is_typed_is_a_code_or_none(text: str) -> None:
    assert matching_step(SECRET, cleaned(text), 59) in (None, 0, 1, 2)


def test_blanks_and_hyphens_are_for_reading() -> None:
    assert cleaned(" 287\u00a0082 ") == "287082"
    assert cleaned("1234-5678") == "12345678"
