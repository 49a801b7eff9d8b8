"""Talking to REST in tests: tokens, sending, and what came back."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.test import Client

from hospital_itsm.people.models import ApiToken, User
from hospital_itsm.people.rules.tokens import hash_secret
from tests.world import ALL_SCOPES, ROTA_UNTIL, TOKEN_SECRET

API = "/api/v1/"
JSON = "application/json"
REPORT = {
    "text": "The label printer at the desk prints blank labels.",
    "care_area": "ICU",
    "care_answer": "slower",
    "callback": "ext. 4501",
}


def bearer(user: User, scopes: Sequence[str] = ALL_SCOPES) -> str:
    """The header of a fresh token of this person."""
    prefix = f"t{ApiToken.objects.count():011d}"
    ApiToken.objects.create(
        user=user,
        name="Test",
        prefix=prefix,
        secret_hash=hash_secret(TOKEN_SECRET),
        scopes=list(scopes),
        expires_at=ROTA_UNTIL,
    )
    return f"Bearer {prefix}.{TOKEN_SECRET}"


@cache
def loaded_handler() -> Any:
    """One handler for all clients: its middleware takes longer to load than a request to answer."""
    return Client().handler


class Rest:
    """One person's token and the requests it sends; paths are below `/api/v1/`."""

    def __init__(self, user: User, scopes: Sequence[str] = ALL_SCOPES) -> None:
        self.client = Client(raise_request_exception=False)
        self.client.handler = loaded_handler()
        self.headers = {"Authorization": bearer(user, scopes)}

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Send a request; `If_Match="*"` becomes the header If-Match. A text body is sent as it stands."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        text = body if isinstance(body, str | bytes) else json.dumps(body) if body is not None else ""
        return self.client.generic(
            method, f"{API}{path}", text, content_type=JSON, headers={**self.headers, **named}
        )

    def get(self, path: str, **headers: str) -> HttpResponse:
        """Read."""
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Create or act."""
        return self.send("POST", path, {} if body is None else body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> HttpResponse:
        """Change."""
        return self.send("PATCH", path, body, **headers)

    def put(self, path: str, body: Any, **headers: str) -> HttpResponse:
        """Put."""
        return self.send("PUT", path, body, **headers)


def problem(response: HttpResponse, status: int, code: str) -> dict[str, Any]:
    """The problem document of a refusal, after checking its status, code and content type."""
    assert response.status_code == status, response.content[:600]
    assert response["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = json.loads(response.content)
    assert (body["code"], body["status"]) == (code, status)
    assert body["request_id"] == response["X-Request-Id"]
    return body


def pointers(body: dict[str, Any]) -> list[str]:
    """The fields a problem document names."""
    return sorted(error["pointer"] for error in body["errors"])
