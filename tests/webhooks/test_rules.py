"""When deliveries are tried again, and what their signature is."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.webhooks.rules.backoff import (
    LONGEST_WAIT,
    MOST_ATTEMPTS,
    is_hopeless,
    next_attempt,
    wait_after,
)
from hospital_itsm.webhooks.rules.signing import signature, signatures

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [(1, 30), (2, 60), (3, 120), (7, 1920), (8, 3600), (11, 3600), (400, 3600)],
)
def test_the_wait_doubles_up_to_an_hour(attempts: int, seconds: int) -> None:
    assert wait_after(attempts, 0.5) == timedelta(seconds=seconds)


@given(st.integers(0, 1000), st.floats(0, 1, exclude_max=True))
def test_a_wait_is_spread_by_a_fifth_at_most(attempts: int, share: float) -> None:
    middle = wait_after(attempts, 0.5)
    assert middle * 0.8 <= wait_after(attempts, share) <= middle * 1.2
    assert wait_after(attempts, share) <= LONGEST_WAIT * 1.2


def test_the_twelfth_failure_is_the_last() -> None:
    assert next_attempt(MOST_ATTEMPTS - 1, NOW, 0.5) == NOW + timedelta(hours=1)
    assert next_attempt(MOST_ATTEMPTS, NOW, 0.5) is None


def test_an_address_is_hopeless_after_three_days() -> None:
    assert not is_hopeless(NOW - timedelta(days=3) + timedelta(seconds=1), NOW)
    assert is_hopeless(NOW - timedelta(days=3), NOW)


def test_the_signature_is_hmac_sha256_over_timestamp_and_body() -> None:
    expected = hmac.new(b"word", b'1773576000.{"a": 1}', hashlib.sha256).hexdigest()
    assert signature("word", 1773576000, b'{"a": 1}') == expected
    assert signature("other", 1773576000, b'{"a": 1}') != expected
    assert signature("word", 1773576001, b'{"a": 1}') != expected
    both = signatures(["word", "other"], 1773576000, b"{}").split(",")
    assert both == [f"sha256={signature(one, 1773576000, b'{}')}" for one in ("word", "other")]
