"""How an API token is written, and how its secret is kept."""

import hashlib
from typing import Final

DEMO_PREFIX: Final = "demo"
"""What a token that is confined to the demo hospital begins with; other prefixes are hexadecimal."""


def is_for_the_demo(words: str) -> bool:
    """Do these words of a token say that it is for the demo hospital only?"""
    return words.startswith(DEMO_PREFIX)


def hash_secret(secret: str) -> str:
    """SHA-256 of a token's secret in hex; the secret is 256 random bits, so no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
