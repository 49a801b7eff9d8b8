"""What no client should send: every answer is a problem document, never a 500."""

import json

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import path

from hospital_itsm.people.models import ApiToken
from tests.api.rest import API, JSON, REPORT, Rest, pointers, problem
from tests.world import World
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
DEEP = '{"answers":' * 50_000 + "1" + "}" * 50_000


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("", 422, "value-refused"),
        ("{", 400, "parse-error"),
        ("[]", 400, "unknown-input"),
        ("null", 400, "unknown-input"),
        ('"text"', 400, "unknown-input"),
        ("NaN", 400, "parse-error"),
        ('{"text": Infinity}', 400, "parse-error"),
        ('{"text": "one two three", "text": "four five six"}', 400, "parse-error"),
        ('{"answers": {"harm": true, "harm": false}}', 400, "parse-error"),
        (DEEP, 400, "parse-error"),
        ("[" * 100_000, 400, "parse-error"),
        (f'{{"someone_harmed": {"9" * 5_000}}}', 400, "parse-error"),
        (b"\xff\xfe{}", 400, "parse-error"),
        (json.dumps({**REPORT, "text": "nul \x00 in the middle"}), 422, "value-refused"),
        (json.dumps({**REPORT, "text": "half \ud800 a character"}), 422, "value-refused"),
        (json.dumps({**REPORT, "care_area": "\x00"}), 422, "value-refused"),
        (json.dumps({**REPORT, "care_area": "\ud800"}), 422, "value-refused"),
        (json.dumps({**REPORT, "care_area": {"code": "ICU"}}), 422, "value-refused"),
        (json.dumps({**REPORT, "flags": "whole_unit"}), 422, "value-refused"),
        (json.dumps({**REPORT, "flags": ["whole_unit"] * 99}), 422, "value-refused"),
        (json.dumps({**REPORT, "\ud800": 1}), 400, "unknown-input"),
        (json.dumps({**REPORT, "text": "x" * 4_001}), 422, "value-refused"),
        (json.dumps({**REPORT, "external_ref": {"system": "a b", "id": "1"}}), 422, "value-refused"),
    ],
    ids=range(23),
)  # fmt: skip
def test_a_body_that_cannot_be_taken_is_refused_in_words(
    world: World, body: str | bytes, status: int, code: str
) -> None:
    problem(Rest(world.agent).send("POST", "tickets/", body), status, code)
    assert Ticket.objects.count() == 0


def test_a_huge_body_is_refused_before_it_is_all_read(world: World, settings: object) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000  # type: ignore[attr-defined]
    problem(Rest(world.agent).send("POST", "tickets/", "x" * 2_000), 413, "body-too-large")


@pytest.mark.parametrize(
    "address",
    [
        "nowhere/", "tickets/INC-1", "tickets/inc-1/", "tickets/INC-99999999999999999/", "tickets/%00/",
        "tickets/INC-1/attachments/99999999999999999999999/", "notices/99999999999999999999999/",
        "people/%00/", "care-areas/%00/", "tickets/external/a%20b/1/",
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_a_problem_document(world: World, address: str) -> None:
    response = Rest(world.agent).send("GET", address)
    assert response.status_code in (301, 404)
    if response.status_code == 404:
        problem(response, 404, "not-found")


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer x", "Bearer a b", "Basic Zm9vOmJhcg==", "Bearer \x00.x", "Bearer é.é", "bearer ."],
)
def test_a_token_nobody_gave_out_is_answered_alike(world: World, header: str) -> None:
    response = Client().get(f"{API}tickets/", headers={"Authorization": header})
    problem(response, 401, "unauthenticated")
    assert response["WWW-Authenticate"] == "Bearer"


def test_a_revoked_token_and_one_of_a_person_who_left_open_nothing(world: World) -> None:
    rest, other = Rest(world.agent), Rest(world.lead)
    ApiToken.objects.filter(user=world.agent).update(revoked_at="2026-01-01T00:00Z")
    type(world.lead).objects.filter(pk=world.lead.pk).update(is_active=False)
    problem(rest.get("tickets/"), 401, "unauthenticated")
    problem(other.get("tickets/"), 401, "unauthenticated")


def test_methods_that_are_not_served_say_which_are(world: World) -> None:
    rest = Rest(world.agent)
    for method in ("DELETE", "PUT", "OPTIONS", "TRACE", "PROPFIND"):
        response = rest.send(method, "tickets/")
        problem(response, 405, "method-not-allowed")
        assert set(response["Allow"].split(", ")) >= {"GET", "POST"}


def test_another_content_type_is_refused_and_any_accept_gets_json(world: World) -> None:
    rest = Rest(world.agent)
    form = rest.client.post(f"{API}tickets/", "text=x", content_type="text/plain", headers=rest.headers)
    problem(form, 415, "unsupported-media-type")
    read = rest.get("tickets/", Accept="text/html")
    assert (read.status_code, read["Content-Type"]) == (200, JSON)
    problem(rest.get("tickets/?format=xml"), 400, "unknown-input")


@pytest.mark.parametrize("tag", ["7", '"seven"', '"1", "2"', "W/7", '"99999999999"', '"-1"', "\x00"])
def test_an_if_match_that_is_no_tag_is_named(world: World, tag: str) -> None:
    made = Rest(world.requester).post("tickets/", REPORT).json()
    refused = Rest(world.agent).patch(f"tickets/{made['key']}/", {"room": "9"}, If_Match=tag)
    assert pointers(problem(refused, 400, "unknown-input")) == ["/If-Match"]


def test_too_many_requests_are_told_when_to_come_back(world: World, settings: object) -> None:
    cache.clear()
    settings.API_RATE_PER_MINUTE = 3  # type: ignore[attr-defined]
    rest = Rest(world.agent)
    answers = [rest.get("me/") for _number in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    problem(answers[-1], 429, "throttled")
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert Rest(world.lead).get("me/").status_code == 200


def broken(request: object) -> None:
    raise RuntimeError("secret words of the inside")


urlpatterns = [path("api/v1/broken/", broken), path("broken/", broken)]
handler404 = "hospital_itsm.core.error_pages.not_found"
handler500 = "hospital_itsm.core.error_pages.server_error"


@override_settings(ROOT_URLCONF=__name__)
def test_what_breaks_says_only_its_request_id() -> None:
    client = Client(raise_request_exception=False)
    response = client.get(f"{API}broken/")
    problem(response, 500, "server-error")
    assert b"secret words" not in response.content
    problem(client.get(f"{API}nothing/"), 404, "not-found")
