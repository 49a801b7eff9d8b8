"""The codes of authenticator apps: six digits that change every thirty seconds (RFC 6238)."""

import base64
import hashlib
import hmac
from typing import Final

SECONDS: Final = 30
DIGITS: Final = 6
TOLERATED: Final = 1
"""How many steps the clock of a telephone may be early or late."""


def code_at(secret: str, step: int) -> str:
    """The code of a secret (base 32) in the step with this number."""
    key = base64.b32decode(secret.encode("ascii"), casefold=True)
    mac = hmac.digest(key, step.to_bytes(8, "big"), hashlib.sha1)
    at = mac[-1] & 0x0F
    number = int.from_bytes(mac[at : at + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def matching_step(secret: str, code: str, seconds: float, after: int = -1) -> int | None:
    """The step whose code this is, at a time in seconds since 1970; None where it is none of those near enough.

    Steps up to `after` were used: a code works once.
    """
    now = int(seconds) // SECONDS
    typed = code.encode()
    found = None
    for step in range(now - TOLERATED, now + TOLERATED + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), typed) and step > after:
            found = step
    return found


def cleaned(code: str) -> str:
    """A code without the blanks and hyphens that people type for reading."""
    return "".join(letter for letter in code if letter not in " -\t\u00a0\u2011")
