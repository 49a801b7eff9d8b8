"""The claims of an identity provider's token, one wrong at a time."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.signin.rules.id_tokens import (
    Expected,
    TokenRefused,
    full_name_from,
    gave_second_step,
    subject_of,
    user_name_from,
)

NOW = 1_800_000_000.0
ASKED = Expected("https://id.example", "desk", "n-1", NOW - 20)
RIGHT: dict[str, Any] = {
    "iss": "https://id.example",
    "aud": "desk",
    "sub": "4711",
    "nonce": "n-1",
    "iat": NOW - 5,
    "exp": NOW + 300,
}


def test_a_right_token_names_its_subject() -> None:
    assert subject_of(RIGHT, ASKED, NOW) == "4711"
    assert subject_of({**RIGHT, "aud": ["desk", "other"], "azp": "desk"}, ASKED, NOW) == "4711"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"iss": "https://id.example/"}, "issuer"),
        ({"iss": None}, "issuer"),
        ({"aud": "other"}, "audience"),
        ({"aud": ["other"]}, "audience"),
        ({"aud": None}, "audience"),
        ({"aud": ["desk", "other"]}, "authorized-party"),
        ({"aud": "desk", "azp": "other"}, "authorized-party"),
        ({"nonce": "n-2"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"nonce": ["n-1"]}, "nonce"),
        ({"exp": NOW - 60}, "expired"),
        ({"exp": None}, "expired"),
        ({"exp": "2040"}, "expired"),
        ({"exp": True}, "expired"),
        ({"iat": NOW + 61}, "issued-at"),
        ({"iat": NOW - 601}, "issued-at"),
        ({"iat": None}, "issued-at"),
        ({"nbf": NOW + 61}, "not-before"),
        ({"sub": ""}, "subject"),
        ({"sub": 4711}, "subject"),
        ({"sub": "x" * 256}, "subject"),
        ({"sub": "a\u0000b"}, "subject"),
        ({"sub": None}, "subject"),
    ],
)
def test_one_wrong_claim_refuses_the_token(changed: dict[str, Any], code: str) -> None:
    with pytest.raises(TokenRefused, match=f"^{code}$"):
        subject_of({**RIGHT, **changed}, ASKED, NOW)


@pytest.mark.parametrize(
    ("proved", "passes"),
    [(NOW - 10, True), (NOW - 80, True), (NOW - 81, False), (None, False), ("now", False)],
)
def test_at_a_shared_computer_the_password_must_have_been_asked_anew(proved: Any, passes: bool) -> None:
    asked = Expected("https://id.example", "desk", "n-1", NOW - 20, is_fresh=True)
    claims = RIGHT if proved is None else {**RIGHT, "auth_time": proved}
    if passes:
        assert subject_of(claims, asked, NOW) == "4711"
    else:
        with pytest.raises(TokenRefused, match="auth-time"):
            subject_of(claims, asked, NOW)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(name=st.sampled_from([*RIGHT, "azp", "nbf", "amr", "preferred_username", "name"]), value=JSON)
def test_whatever_a_claim_holds_the_answer_is_the_subject_or_a_refusal(name: str, value: Any) -> None:
    claims = {**RIGHT, name: value}
    try:
        found = subject_of(claims, ASKED, NOW)
    except TokenRefused:
        found = ""
    assert isinstance(found, str)
    assert gave_second_step(claims) in (True, False)
    assert user_name_from(claims) == user_name_from(claims).lower()
    assert len(full_name_from(claims)) <= 120


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Casey.Moreno@larkhaven.example", "casey.moreno"),
        ("cm", "cm"),
        ("c", ""),
        ("casey moreno", ""),
        (".casey", ""),
        ("ca\u0455ey", ""),
        (None, ""),
    ],
)
def test_user_names_are_plain_letters(told: Any, name: str) -> None:
    assert user_name_from({"preferred_username": told}) == name


def test_methods_beyond_the_password_are_a_second_step() -> None:
    assert gave_second_step({"amr": ["pwd", "otp"]})
    assert not gave_second_step({"amr": ["pwd"]})
    assert not gave_second_step({"amr": "mfa"})
    assert not gave_second_step({})
