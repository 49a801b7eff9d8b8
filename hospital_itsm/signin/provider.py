"""The hospital's identity provider: discovery, keys and tokens, through the one guarded door (`core/outbound.py`).

What a provider says of itself is kept for ten minutes in this process, never where another one could write it.
"""

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote_plus, urlencode, urlsplit

import jwt
from django.conf import settings

from hospital_itsm.core import outbound
from hospital_itsm.signin.rules.id_tokens import TokenRefused

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
"""Signatures with a key pair only: with a shared secret, whoever may check a token could make one."""
KEPT_SECONDS: Final = 600
KEYS_ANEW_AFTER: Final = 30
WELL_KNOWN: Final = "/.well-known/openid-configuration"


class ProviderFailed(Exception):
    """The provider does not answer, or not as the standard says. The message is a code for the log."""


@dataclass(frozen=True)
class Provider:
    """What the provider says of itself."""

    authorize: str
    token: str
    keys: str
    end_session: str
    basic: bool


_known: dict[str, tuple[float, Provider]] = {}
_keys: dict[str, tuple[float, dict[str, Any]]] = {}


def is_on() -> bool:
    """Does the hospital sign people in through a provider?"""
    return bool(settings.OIDC_ISSUER and settings.OIDC_CLIENT_ID)


def forget() -> None:
    """Read discovery and keys afresh next time."""
    _known.clear()
    _keys.clear()


def provider() -> Provider:
    """The provider of the settings. Raises ProviderFailed."""
    issuer = settings.OIDC_ISSUER
    at, kept = _known.get(issuer, (0.0, None))
    if kept is not None and time.monotonic() - at < KEPT_SECONDS:
        return kept
    told = _fetched(issuer.rstrip("/") + WELL_KNOWN)
    if told.get("issuer") != issuer:
        raise ProviderFailed("other-issuer")
    methods = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    found = Provider(
        authorize=_address(told, "authorization_endpoint"),
        token=_address(told, "token_endpoint"),
        keys=_address(told, "jwks_uri"),
        end_session=_address(told, "end_session_endpoint", required=False),
        basic="client_secret_basic" in methods,
    )
    _known[issuer] = (time.monotonic(), found)
    return found


def question(*, redirect: str, state: str, nonce: str, challenge: str, is_fresh: bool) -> str:
    """The provider's address that asks who this is. Raises ProviderFailed."""
    asked = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT_ID,
        "redirect_uri": redirect,
        "scope": settings.OIDC_SCOPES,
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    if is_fresh:
        asked |= {"prompt": "login", "max_age": "0"}
    return _with(provider().authorize, asked)


def good_bye(back: str) -> str:
    """The provider's address that ends its own signed-in time; empty where it has none. Raises ProviderFailed."""
    address = provider().end_session
    asked = {"client_id": settings.OIDC_CLIENT_ID, "post_logout_redirect_uri": back}
    return _with(address, asked) if address else ""


def claims_for(code: str, *, redirect: str, verifier: str) -> dict[str, Any]:
    """Exchange a code for the claims of a token whose signature is right.

    Raises ProviderFailed where the provider gives none, TokenRefused where its signature is wrong.
    """
    asked = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect,
        "code_verifier": verifier,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    if provider().basic:
        pair = f"{quote_plus(settings.OIDC_CLIENT_ID)}:{quote_plus(settings.OIDC_CLIENT_SECRET)}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        asked |= {"client_id": settings.OIDC_CLIENT_ID, "client_secret": settings.OIDC_CLIENT_SECRET}
    try:
        answer = outbound.post(provider().token, urlencode(asked).encode(), headers)
    except (outbound.OutboundRefused, outbound.OutboundFailed) as error:
        raise ProviderFailed("token-unreachable") from error
    token = _document(answer).get("id_token")
    if not isinstance(token, str):
        raise ProviderFailed("no-id-token")
    return _checked(token)


def _checked(token: str) -> dict[str, Any]:
    try:
        head = jwt.get_unverified_header(token)
        if head.get("alg") not in ALGORITHMS:
            raise TokenRefused("algorithm")
        key = _key(head.get("kid"), head["alg"])
        options: Any = {"verify_aud": False, "verify_iss": False, "verify_exp": False, "verify_iat": False}
        options |= {"verify_nbf": False, "verify_sub": False, "verify_jti": False}
        return jwt.decode(token, key.key, algorithms=[head["alg"]], options=options)
    except jwt.PyJWTError as error:
        raise TokenRefused("signature") from error


def _key(kid: Any, algorithm: str) -> jwt.PyJWK:
    found = _pick(_key_set(KEPT_SECONDS), kid)
    if found is None:
        found = _pick(_key_set(KEYS_ANEW_AFTER), kid)
    if found is None or found.get("use", "sig") != "sig" or found.get("kty") == "oct":
        raise TokenRefused("unknown-key")
    if found.get("alg", algorithm) != algorithm:
        raise TokenRefused("algorithm")
    return jwt.PyJWK(found, algorithm)


def _pick(keys: Mapping[str, Any], kid: Any) -> dict[str, Any] | None:
    """The key of this name; without a name only where there is one key."""
    every = [one for one in keys.get("keys", []) if isinstance(one, dict)]
    named = [one for one in every if one.get("kid") == kid] if kid is not None else every
    return named[0] if len(named) == 1 else None


def _key_set(oldest: float) -> dict[str, Any]:
    address = provider().keys
    at, kept = _keys.get(address, (0.0, None))
    if kept is None or time.monotonic() - at >= oldest:
        kept = _fetched(address)
        _keys[address] = (time.monotonic(), kept)
    return kept


def _fetched(address: str) -> dict[str, Any]:
    try:
        return _document(outbound.get(address, {"Accept": "application/json"}))
    except (outbound.OutboundRefused, outbound.OutboundFailed) as error:
        raise ProviderFailed("unreachable") from error


def _document(answer: outbound.Answer) -> dict[str, Any]:
    if not answer.accepted:
        raise ProviderFailed(f"status-{answer.status}")
    try:
        told = json.loads(answer.body)
    except ValueError as error:
        raise ProviderFailed("no-json") from error
    if not isinstance(told, dict):
        raise ProviderFailed("no-document")
    return told


def _address(told: Mapping[str, Any], name: str, *, required: bool = True) -> str:
    """An address of the discovery document: https, or http where the issuer itself is."""
    address = told.get(name)
    if address is None and not required:
        return ""
    schemes = {"https", urlsplit(settings.OIDC_ISSUER).scheme}
    if (
        not isinstance(address, str)
        or urlsplit(address).scheme not in schemes
        or not urlsplit(address).hostname
    ):
        raise ProviderFailed(name.replace("_", "-"))
    return address


def _with(address: str, asked: Mapping[str, str]) -> str:
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(asked)}"
