"""Authenticated encryption for the few fields that may hold patient data, and keyed digests for the audit trail."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(Exception):
    """The stored bytes do not open with any configured key."""


def _fernet() -> MultiFernet:
    keys = [part for part in settings.FIELD_KEY.split(",") if part]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())) for key in keys]
    )


def seal(text: str) -> bytes:
    """Encrypt text with the first key of FIELD_KEY (a comma-separated list; later keys only open)."""
    return _fernet().encrypt(text.encode())


def unseal(sealed: bytes) -> str:
    """Decrypt what `seal` made; raise Unreadable when no key fits or the bytes were changed."""
    try:
        return _fernet().decrypt(bytes(sealed)).decode()
    except InvalidToken as error:
        raise Unreadable from error


def digest(text: str) -> str:
    """Keyed HMAC-SHA-256 of a text under AUDIT_KEY, in hex: proves equality without keeping the text."""
    return hmac.new(settings.AUDIT_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
