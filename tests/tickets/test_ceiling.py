"""One person sends so many reports within an hour and no more; care never waits, and everybody else goes on."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.core.errors import TooMany
from tests.api.rest import REPORT, Rest
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.models import Ticket
from tickets.queries.drafts import read_draft
from tickets.rules.ceiling import may_wait, seconds_until_free
from tickets.rules.facts import FiveAnswers, ReportAnswer

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def low(settings: Any) -> None:
    """Ceilings that a test reaches."""
    settings.REPORTS_PER_HOUR, settings.REPORTS_PER_HOUR_FOR_OTHERS = 3, 5


def form(world: World, **given: str) -> dict[str, str]:
    """What the report form sends."""
    values = {
        "text": "The label printer prints blank labels.",
        "care_answer": "slower",
        "callback": "4503",
        "care_area": str(world.icu.pk),
        "idempotency_key": uuid.uuid4().hex,
    }
    return values | given


@pytest.mark.parametrize(
    ("answers", "may"),
    [
        (ReportAnswer("not_affected"), True),
        (ReportAnswer("slower"), True),
        (ReportAnswer("unsafe"), False),
        (ReportAnswer("unsafe", True), False),
        (FiveAnswers(False, False, "full", "one", "today"), True),
        (FiveAnswers(True, False, "full", "one", "today"), False),
        (FiveAnswers(False, True, "full", "one", "today"), False),
    ],
)
def test_only_reports_without_danger_wait(answers: Any, may: bool) -> None:
    assert may_wait(answers) is may


def test_the_wait_ends_when_the_oldest_is_an_hour_old() -> None:
    assert seconds_until_free(NOON, NOON + timedelta(minutes=59)) == 61
    assert seconds_until_free(NOON, NOON + timedelta(minutes=61)) == 1


def test_one_report_more_is_refused_with_the_phone_number_and_stores_nothing(world: World) -> None:
    for _ in range(3):
        cast.report(world)
    with pytest.raises(TooMany, match="call 4357") as refused:
        cast.report(world)
    assert 3590 <= refused.value.wait <= 3601
    assert Ticket.objects.count() == 3


def test_reports_older_than_an_hour_no_longer_count(world: World) -> None:
    oldest = [cast.report(world) for _ in range(3)][0]
    Ticket.objects.filter(pk=oldest.pk).update(opened_at=timezone.now() - timedelta(minutes=61))
    assert cast.report(world).key


def test_delayed_or_unsafe_care_is_always_taken(world: World) -> None:
    for _ in range(3):
        cast.report(world)
    assert cast.report(world, "unsafe").care_answer == "unsafe"


def test_nobody_else_is_held_up(world: World) -> None:
    for _ in range(3):
        cast.report(world)
    assert cast.report(world, actor=world.colleague).requester == world.colleague


def test_what_the_desk_took_by_phone_is_counted_on_the_desk_not_on_the_nurse(
    world: World,
) -> None:
    for _ in range(5):
        cast.report(world, actor=world.agent, requester=world.requester)
    assert cast.report(world).requester == world.requester
    with pytest.raises(TooMany):
        cast.report(world, actor=world.agent, requester=world.colleague)


def test_the_page_keeps_every_word_and_says_when(world: World, client: Client) -> None:
    for _ in range(3):
        cast.report(world)
    client.force_login(world.requester)
    refused = client.post("/report/", form(world))
    page = refused.content.decode()
    assert refused.status_code == 429
    assert 3590 <= int(refused["Retry-After"]) <= 3601
    assert "You sent 3 reports within an hour, so this one was not taken." in page
    assert "The label printer prints blank labels." in page
    assert client.post("/report/", form(world, care_answer="unsafe")).status_code == 302
    assert read_draft(world.requester, "report") == {}


def test_rest_answers_429_with_when_to_come_back(world: World) -> None:
    rest = Rest(world.integration)
    for _ in range(5):
        assert rest.post("tickets/", REPORT).status_code == 201
    refused = rest.post("tickets/", REPORT)
    assert (refused.status_code, refused.json()["code"]) == (429, "too-many")
    assert 3590 <= int(refused["Retry-After"]) <= 3601
    assert "4357" in json.loads(refused.content)["title"]
