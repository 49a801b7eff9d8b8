"""What an identity provider's token must say before anybody is signed in by it (OpenID Connect Core 3.1.3.7).

The signature is checked before (`provider.py`); here stand the claims.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeGuard

SKEW: Final = 60
"""Seconds by which the clocks of the two servers may differ."""
OLDEST: Final = 10 * 60
LONGEST_SUBJECT: Final = 255
SECOND_STEPS: Final = frozenset({"mfa", "otp", "hwk", "fpt", "face", "pop", "sc"})


class TokenRefused(Exception):
    """The token does not prove who this is. The message is a code for the log, never a value of the token."""


@dataclass(frozen=True)
class Expected:
    """What was asked for: the token must answer this question and no other."""

    issuer: str
    client: str
    nonce: str
    asked_at: float
    is_fresh: bool = False
    """Must the provider have asked for the password anew? So at shared computers."""


def subject_of(claims: Mapping[str, Any], expected: Expected, now: float) -> str:
    """The subject of a token whose signature is right. Raises TokenRefused."""
    _refuse(claims.get("iss") != expected.issuer, "issuer")
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    _refuse(expected.client not in audiences, "audience")
    _refuse(len(audiences) > 1 and claims.get("azp") != expected.client, "authorized-party")
    _refuse("azp" in claims and claims["azp"] != expected.client, "authorized-party")
    nonce = claims.get("nonce")
    _refuse(not isinstance(nonce, str) or not _same(nonce, expected.nonce), "nonce")
    _refuse(not _is_time(claims.get("exp")) or claims["exp"] + SKEW <= now, "expired")
    issued = claims.get("iat")
    _refuse(not _is_time(issued) or not now - OLDEST <= issued <= now + SKEW, "issued-at")
    _refuse("nbf" in claims and not (_is_time(claims["nbf"]) and claims["nbf"] <= now + SKEW), "not-before")
    if expected.is_fresh:
        proved = claims.get("auth_time")
        _refuse(not _is_time(proved) or proved + SKEW < expected.asked_at, "auth-time")
    subject = claims.get("sub")
    fits = isinstance(subject, str) and 0 < len(subject) <= LONGEST_SUBJECT and subject.isprintable()
    _refuse(not fits, "subject")
    return str(subject)


def gave_second_step(claims: Mapping[str, Any]) -> bool:
    """Does the provider say that the person gave more than a password?"""
    methods = claims.get("amr")
    return isinstance(methods, list) and any(isinstance(one, str) and one in SECOND_STEPS for one in methods)


def user_name_from(claims: Mapping[str, Any]) -> str:
    """The user name that a new account would get, in small letters; empty where the provider tells none that fits."""
    told = claims.get("preferred_username")
    name = told.partition("@")[0].strip().lower() if isinstance(told, str) else ""
    fits = 2 <= len(name) <= 60 and name[0].isalnum() and all(_may_stand_in_name(letter) for letter in name)
    return name if fits else ""


def full_name_from(claims: Mapping[str, Any]) -> str:
    """The name of the person on one line; empty where the provider tells none that fits."""
    told = claims.get("name")
    name = " ".join(told.split()) if isinstance(told, str) else ""
    return name if name.isprintable() and len(name) <= 120 else ""


def _may_stand_in_name(letter: str) -> bool:
    return letter.isascii() and (letter.isalnum() or letter in "._-")


def _is_time(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 10**11


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def _refuse(is_wrong: bool, code: str) -> None:
    if is_wrong:
        raise TokenRefused(code)
