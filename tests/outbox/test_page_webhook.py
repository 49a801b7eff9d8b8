"""Pages to the paging service are signed, name nobody's text, and come again under the same key."""

import hashlib
import hmac
import json
from typing import Any

import pytest

from hospital_itsm.core import outbound
from hospital_itsm.core.actors import System
from hospital_itsm.core.outbound import Answer, OutboundFailed, OutboundRefused
from hospital_itsm.outbox.checks import the_paging_service_is_signed_and_named
from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.delivery import deliver_due
from hospital_itsm.outbox.models import Attempt, OutboxMessage
from hospital_itsm.outbox.tell import tell
from tests.outbox.sample_kinds import PAGE
from tests.world import World


class Service:
    """Stands for the paging service behind the guarded client."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, bytes, dict[str, str]]] = []
        self.answers: list[Any] = []

    def post(self, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        self.calls.append((url, body, dict(headers)))
        answer = self.answers.pop(0) if self.answers else Answer(202, b"")
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def service(monkeypatch, settings, world: World) -> Service:
    settings.PAGE_WEBHOOK_URL = "https://paging.larkhaven.example/in"
    settings.PAGE_WEBHOOK_SECRET = "shared-with-the-paging-service"
    made = Service()
    monkeypatch.setattr(outbound, "post", made.post)
    tell(
        actor=System("sla-watch"),
        kind="test.paged",
        recipients=[world.agent],
        payload=PAGE,
        dedupe="INC-20418:report",
        channels=[Channel.PAGE_WEBHOOK],
    )
    return made


def test_a_page_says_whom_what_and_where(service: Service, world: World) -> None:
    assert deliver_due() == {"sent": 1}
    url, body, _headers = service.calls[0]
    assert url == "https://paging.larkhaven.example/in"
    assert json.loads(body) == {
        "id": OutboxMessage.objects.get().pk,
        "kind": "test.paged",
        "to": {"username": world.agent.username, "page_address": world.agent.page_address},
        "text": "P1 INC-20418 4 West ICU",
        "url": "http://localhost:8000/bell/",
        "values": {"ticket": "INC-20418", "area": "4 West ICU"},
    }


def test_a_page_is_signed_over_time_and_body(service: Service) -> None:
    deliver_due()
    _url, body, headers = service.calls[0]
    signed = f"{headers['X-Desk-Timestamp']}.".encode() + body
    expected = hmac.new(b"shared-with-the-paging-service", signed, hashlib.sha256).hexdigest()
    assert headers["X-Desk-Signature"] == f"sha256={expected}"


def test_a_refused_page_comes_again_under_the_same_key(service: Service) -> None:
    service.answers = [Answer(503, b"later")]
    assert deliver_due() == {"failed": 1}
    row = OutboxMessage.objects.get()
    assert deliver_due(now=lambda: row.next_attempt_at) == {"sent": 1}
    first, second = (headers["Idempotency-Key"] for _, _, headers in service.calls)
    assert first == second
    assert "INC-20418" not in first
    assert Attempt.objects.order_by("id").first().detail == "status 503"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("fault", "outcome", "detail"),
    [
        (OutboundFailed("TimeoutError"), "unreachable", "TimeoutError"),
        (OutboundRefused("inside the network"), "failed", "AddressRefused"),
        (Answer(302, b""), "failed", "status 302"),
    ],
)
def test_every_other_answer_is_a_failed_attempt(
    service: Service, fault: object, outcome: str, detail: str
) -> None:
    service.answers = [fault]
    assert deliver_due() == {outcome: 1}
    assert Attempt.objects.get().detail == detail


def test_a_paging_service_without_a_secret_stops_the_start(settings) -> None:
    settings.PAGE_WEBHOOK_URL, settings.PAGE_WEBHOOK_SECRET = "https://paging.larkhaven.example/in", ""
    assert [error.id for error in the_paging_service_is_signed_and_named()] == ["outbox.E001"]
    settings.PAGE_WEBHOOK_SECRET = "shared"
    assert the_paging_service_is_signed_and_named() == []
