"""A real identity provider on this machine: discovery, a door, a token endpoint with PKCE, signed tokens, over HTTP.

`answer` says what the next tokens hold beside the right claims; `forge` changes how they are signed.
"""

import base64
import hashlib
import json
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "desk", "between the two of us"
Forge = Callable[["Idp", dict[str, Any]], str]


class Idp:
    """The provider, and what it does next."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.kid = "first"
        self.subject = "248289761001"
        self.claims: dict[str, Any] = {}
        self.left_out: set[str] = set()
        self.discovery: dict[str, Any] = {}
        self.forge: Forge | None = None
        self.is_down = False
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.issuer = f"http://127.0.0.1:{self.server.server_address[1]}"

    def told(self) -> dict[str, Any]:
        """The discovery document."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/logout",
            **self.discovery,
        }

    def keys(self) -> dict[str, Any]:
        """The public keys."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": self.kid, "alg": "RS256", "use": "sig"}]}

    def rotate(self) -> None:
        """A new key pair, as providers make from time to time."""
        self.key, self.kid = rsa.generate_private_key(public_exponent=65537, key_size=2048), "second"

    def door(self, query: dict[str, str]) -> str:
        """Let the person in and send them back with a code that works once."""
        code = f"code-{len(self.codes)}-{time.monotonic_ns()}"
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """Exchange a code: right client, right address, right verifier, and only once."""
        pair = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '+')}".encode()).decode()
        asked = self.codes.pop(form.get("code", ""), None)
        if authorization != f"Basic {pair}" or asked is None:
            return 401, {"error": "invalid_client"}
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if challenge != asked["code_challenge"] or form.get("redirect_uri") != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": asked["client_id"],
            "sub": self.subject,
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "preferred_username": "casey.moreno@larkhaven.example",
            "name": "Casey Moreno",
            "email": "leo.marsh@larkhaven.example",
            "email_verified": True,
            **self.claims,
        }
        claims = {name: value for name, value in claims.items() if name not in self.left_out}
        signed = self.forge(self, claims) if self.forge else self.sign(claims)
        return 200, {"token_type": "Bearer", "access_token": "unused", "id_token": signed}

    def sign(self, claims: dict[str, Any], key: Any = None, **head: Any) -> str:
        """A token as it should be."""
        return jwt.encode(claims, key or self.key, algorithm="RS256", headers={"kid": self.kid, **head})


def _handler(idp: Idp) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            idp.asked.append(parts.path)
            if idp.is_down:
                return self._send(503, {})
            if parts.path == "/.well-known/openid-configuration":
                return self._send(200, idp.told())
            if parts.path == "/keys":
                return self._send(200, idp.keys())
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", idp.door(dict(parse_qsl(parts.query))))
                self.end_headers()
                return None
            return self._send(404, {})

        def do_POST(self) -> None:
            idp.asked.append(self.path)
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            single = {name: values[0] for name, values in form.items()}
            self._send(*idp.token(single, self.headers.get("Authorization", "")))

        def _send(self, status: int, document: dict[str, Any]) -> None:
            body = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: Any) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def running() -> Iterator[Idp]:
    """A provider that answers while the block runs."""
    idp = Idp()
    thread = threading.Thread(target=idp.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield idp
    finally:
        idp.server.shutdown()
        idp.server.server_close()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *words: Any, **more: Any) -> None:
        """Follow nothing."""


def through_the_door(address: str) -> str:
    """Open the provider's address as a browser does; return where it sends the person."""
    try:
        urllib.request.build_opener(_Stay).open(address, timeout=10)
    except urllib.error.HTTPError as answer:
        return str(answer.headers["Location"])
    raise AssertionError("The provider led nowhere.")
