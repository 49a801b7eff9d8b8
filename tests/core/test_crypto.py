"""Sealed fields and keyed digests."""

import pytest
from django.test import override_settings

from hospital_itsm.core.crypto import Unreadable, digest, seal, unseal


def test_a_sealed_text_opens_again_and_does_not_show() -> None:
    sealed = seal("MRN 00099887")
    assert unseal(sealed) == "MRN 00099887"
    assert b"00099887" not in sealed


def test_the_same_text_seals_differently_each_time() -> None:
    assert seal("same") != seal("same")


def test_a_changed_byte_is_noticed() -> None:
    sealed = bytearray(seal("text"))
    sealed[20] ^= 1
    with pytest.raises(Unreadable):
        unseal(bytes(sealed))


def test_an_old_key_opens_and_the_new_key_seals() -> None:
    with override_settings(FIELD_KEY="old-key"):
        sealed = seal("text")
    with override_settings(FIELD_KEY="new-key,old-key"):
        assert unseal(sealed) == "text"
        again = seal("text")
    with override_settings(FIELD_KEY="new-key"):
        assert unseal(again) == "text"
        with pytest.raises(Unreadable):
            unseal(sealed)


def test_a_digest_depends_on_text_and_key() -> None:
    with override_settings(AUDIT_KEY="one"):
        first = digest("text")
        assert first == digest("text")
        assert first != digest("Text")
    with override_settings(AUDIT_KEY="two"):
        assert first != digest("text")
