"""Health: the process lives, the product is well, degraded or down, and figures tell nothing about anybody."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hospital_itsm.core import health, health_checks
from hospital_itsm.core.health import Check, Finding
from hospital_itsm.jobs.models import Heartbeat
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import User


def beat(name: str, seconds_ago: float = 0) -> None:
    Heartbeat.objects.update_or_create(
        name=name, defaults={"beat_at": timezone.now() - timedelta(seconds=seconds_ago)}
    )


@pytest.fixture
def alive(db: None) -> None:
    for name in ("beat", "worker", "sla-watch"):
        beat(name)


def ready(client: Client) -> tuple[int, dict[str, Any]]:
    response = client.get("/readyz")
    return response.status_code, response.json()


def waiting_message(**fields: Any) -> None:
    moment = timezone.now() - timedelta(minutes=6)
    person = User.objects.create(username="priya.nair", full_name="Priya Nair")
    given = {"channel": "email", "due_at": moment, "next_attempt_at": moment, "dedupe_key": "1"} | fields
    OutboxMessage.objects.create(kind="test.told", recipient=person, **given)


def test_the_process_answers_without_asking_the_database(client: Client, db: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert len(queries) == 0
    assert response["Cache-Control"] == "no-store"


def test_everything_well_is_ok(client: Client, alive: None) -> None:
    status, answer = ready(client)
    assert (status, answer["status"], answer["reasons"]) == (200, "ok", [])
    assert answer["checks"]["broker"] == {"ok": True, "broker": "up"}
    assert answer["checks"]["beat"]["age_seconds"] < 5
    assert answer["checks"]["outbox"] == {"ok": True, "oldest_seconds": 0, "given_up_today": 0}


def test_a_lost_broker_is_degraded_because_pages_still_work(client: Client, alive: None, settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    status, answer = ready(client)
    assert (status, answer["status"]) == (200, "degraded")
    assert answer["reasons"] == ["broker: down, ConnectionError"]
    assert answer["checks"]["broker"]["broker"] == "down"


@pytest.mark.parametrize("name", ["beat", "worker"])
def test_three_missed_beats_are_degraded(client: Client, alive: None, name: str) -> None:
    beat(name, seconds_ago=35)
    assert ready(client)[1]["status"] == "ok"
    beat(name, seconds_ago=50)
    status, answer = ready(client)
    assert (status, answer["status"]) == (200, "degraded")
    assert [reason for reason in answer["reasons"] if re.fullmatch(rf"{name}: last beat 5\d s ago", reason)]


def test_a_beat_that_never_came_is_degraded(client: Client, db: None) -> None:
    _status, answer = ready(client)
    assert answer["status"] == "degraded"
    assert "beat: never beat" in answer["reasons"]


def test_a_message_that_waits_too_long_is_degraded(client: Client, alive: None) -> None:
    waiting_message()
    status, answer = ready(client)
    assert (status, answer["status"]) == (200, "degraded")
    (reason,) = answer["reasons"]
    assert re.fullmatch(r"outbox: a message has waited 36\d s", reason)


def test_a_message_held_back_or_delivered_is_not_late(client: Client, alive: None) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    waiting_message(due_at=tomorrow, next_attempt_at=tomorrow)
    assert ready(client)[1]["status"] == "ok"
    OutboxMessage.objects.update(due_at=timezone.now() - timedelta(days=1), done_at=timezone.now())
    assert ready(client)[1]["status"] == "ok"


def test_messages_given_up_are_counted(client: Client, alive: None) -> None:
    waiting_message(failed_at=timezone.now())
    assert ready(client)[1]["checks"]["outbox"]["given_up_today"] == 1


def test_a_lost_database_is_down_and_nothing_else_is_asked_of_it(client: Client, monkeypatch) -> None:
    def lose() -> Finding:
        raise OperationalError("connection refused at 10.1.2.3 as itsm")

    monkeypatch.setitem(health._checks, "database", Check("database", lose, vital=True, reads_tables=False))
    status, answer = ready(client)
    assert (status, answer["status"]) == (503, "down")
    assert "database: OperationalError" in answer["reasons"]
    assert "migrations: unknown without the database" in answer["reasons"]
    assert "10.1.2.3" not in str(answer)


def test_missing_migrations_are_down(client: Client, alive: None, monkeypatch) -> None:
    monkeypatch.setattr(health_checks, "_migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'outbox'")
    status, answer = ready(client)
    assert (status, answer["status"]) == (503, "down")
    assert answer["checks"]["migrations"]["missing"] >= 1


def test_figures_are_for_this_machine_only(client: Client, alive: None) -> None:
    response = client.get("/metrics")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain")
    assert client.get("/metrics", REMOTE_ADDR="10.4.5.6").status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.4.5.6"}).status_code == 404


def test_a_token_opens_the_figures_from_elsewhere(client: Client, alive: None, settings) -> None:
    def scrape(token: str) -> int:
        headers = {"Authorization": f"Bearer {token}"}
        return client.get("/metrics", REMOTE_ADDR="10.4.5.6", headers=headers).status_code

    assert scrape("") == 404
    settings.METRICS_TOKEN = "scrape-me"
    assert scrape("scrape-me") == 200
    assert scrape("scrape-mee") == 404
    assert scrape("") == 404


def test_figures_come_from_the_database_at_scrape_time(client: Client, alive: None) -> None:
    waiting_message()
    text = client.get("/metrics").content.decode()
    assert "hospital_outbox_waiting 1.0" in text
    assert "hospital_outbox_oldest_seconds 36" in text
    OutboxMessage.objects.update(done_at=timezone.now())
    assert "hospital_outbox_waiting 0.0" in client.get("/metrics").content.decode()


def test_requests_are_counted_by_route_and_never_by_what_was_typed(client: Client, alive: None) -> None:
    client.get("/healthz?patient=MRN-00482913")
    client.get("/nobody/MRN-00482913/")
    client.generic("BREW", "/healthz")
    text = client.get("/metrics").content.decode()
    assert 'method="GET",' in text
    assert 'route="health:process",status="200"' in text
    assert 'route="unknown",status="404"' in text
    assert 'method="other"' in text
    assert "00482913" not in text
    assert "BREW" not in text


def test_a_figure_that_cannot_be_read_does_not_spoil_the_scrape(
    client: Client, alive: None, monkeypatch
) -> None:
    def fail() -> float:
        raise OperationalError

    monkeypatch.setitem(health._gauges, "hospital_broken", ("Broken.", fail))
    text = client.get("/metrics").content.decode()
    assert "hospital_broken" not in text
    assert "hospital_outbox_waiting" in text


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_health_only_answers_questions(client: Client, alive: None, path: str) -> None:
    assert client.post(path).status_code == 405
