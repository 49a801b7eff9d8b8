"""The signature of a delivery: HMAC-SHA-256 over `<timestamp>.<body>`, one for each secret that holds."""

import hashlib
import hmac
from collections.abc import Iterable


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """The signature under one secret, in hex."""
    return hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()


def signatures(secrets: Iterable[str], timestamp: int, body: bytes) -> str:
    """The value of `X-Desk-Signature`: `sha256=<hex>`, with a comma between those of the new and the former secret."""
    return ",".join(f"sha256={signature(secret, timestamp, body)}" for secret in secrets)
