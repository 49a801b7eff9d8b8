"""How an API token's secret is kept."""

import hashlib


def hash_secret(secret: str) -> str:
    """SHA-256 of a token's secret in hex; the secret is 256 random bits, so no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
