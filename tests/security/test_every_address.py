"""Attacks on every address of the matrix by somebody who may use it: forged, hostile, too large, outdated."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.authorization.scene import Scene
from tests.authorization.table import Case
from tests.test_authorization import cases, loaded_handler, scene, writes
from tests.world import CAST

__all__ = ["scene"]
PARAMETERS = (
    "sort", "cursor", "q", "status", "tab", "here", "next", "limit", "tag", "kind", "asset", "unit", "ticket", "open",
    "<script>alert(1)</script>", "pk__in", "_connector",
)  # fmt: skip
OFFERED: dict[str, set[str]] = {
    **dict.fromkeys(
        (
            "api:portfolio_service",
            "api:contracts",
            "api:contract",
            "api:external_contract",
            "api:baas",
            "api:baa",
            "api:baa_renewal",
            "api:budget_lines",
            "api:budget_line",
            "api:major_actions",
        ),
        {"/owner"},
    ),
    **dict.fromkeys(("api:outages", "api:outage", "api:data_feed_runs"), {"/ended_at"}),
}
"""Names of the list that an address takes rightly."""
FOREIGN = {"api:inventories"}
"""Takes documents of another program, of which it keeps what it knows."""
HOSTILE = ("<script>alert(1)</script>\"'><img src=x>", "\x00", "9" * 400, "\ud800")
HUGE = "9" * 25
ANY_NUMBER = {
    "api:external_asset": "another system's number", "api:external_vendor": "another system's number",
    "api:external_contract": "another system's number", "tickets:take_back": "says that the reply has gone out",
}  # fmt: skip
"""Addresses whose number need not be one of ours, and why."""
NOT_THEIRS = (
    "id", "pk", "version", "owner", "created_at", "changed_at", "actor", "is_restricted", "signed_at", "ended_at",
    "steps_closed", "started_by", "_connector", "pk__in", "__class__", "sealed", "asset_id",
)  # fmt: skip


def granted(case: Case) -> str:
    """Somebody whom the matrix lets in; "" where nobody is."""
    return next((who for who in CAST if case.expected(who) < 400 and who != "deactivated"), "")


def is_rest(case: Case) -> bool:
    """Is it an address of REST?"""
    return case.name.startswith("api:")


OPEN_TO_SOMEBODY = [case for case in cases() if not case.is_open and granted(case)]
FORMS = [case for case in OPEN_TO_SOMEBODY if case.method == "POST" and not is_rest(case)]
READS = [case for case in OPEN_TO_SOMEBODY if case.method == "GET" and case.anonymous in (302, 401)]
REST_WRITES = [case for case in OPEN_TO_SOMEBODY if is_rest(case) and case.method not in ("GET", "DELETE")]


def client_of(case: Case, scene: Scene, **options: Any) -> tuple[Client, dict[str, str]]:
    """A client of somebody who may, and the headers to send."""
    client, headers = Client(raise_request_exception=False, **options), dict(case.headers)
    if not options:
        client.handler = loaded_handler()
    user = getattr(scene.world, granted(case))
    if is_rest(case):
        headers["Authorization"] = scene.bearer(user)
    else:
        client.force_login(user)
    return client, headers


def ids(case: Case) -> str:
    """How pytest names a case."""
    return case.id


def body_of(answer: Any) -> bytes:
    """What came back."""
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def rest(case: Case, scene: Scene, body: Mapping[str, Any], **more: str) -> HttpResponse:
    """Send a body by somebody who may; a refusal has written nothing, and what was written is undone."""
    with transaction.atomic():
        client, headers = client_of(case, scene)
        address = case.address(scene)
        before = writes()
        answer = client.generic(
            case.method,
            address,
            json.dumps(body),
            content_type="application/json",
            headers={**headers, **{name.replace("_", "-"): value for name, value in more.items()}},
        )
        assert answer.status_code < 400 or writes() == before
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("case", FORMS, ids=ids)
def test_no_form_is_taken_from_another_site(case: Case, scene: Scene) -> None:
    with transaction.atomic():
        client, headers = client_of(case, scene, enforce_csrf_checks=True)
        address, given = case.address(scene), case.body(scene)
        before = writes()
        answer = client.post(address, given, headers=headers)
        assert (answer.status_code, writes()) == (403, before)
        transaction.set_rollback(True)


@pytest.mark.parametrize("case", READS, ids=ids)
def test_what_a_signed_in_person_reads_stays_in_no_cache_and_is_never_guessed_at(
    case: Case, scene: Scene
) -> None:
    with transaction.atomic():
        client, headers = client_of(case, scene)
        answer = client.get(case.address(scene), headers=headers)
        assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("no-store", "nosniff")
        transaction.set_rollback(True)


@pytest.mark.parametrize("case", READS, ids=ids)
def test_no_parameter_breaks_an_address_or_comes_back_as_markup(case: Case, scene: Scene) -> None:
    with transaction.atomic():
        client, headers = client_of(case, scene)
        path = case.address(scene)
        for value in HOSTILE:
            given = urlencode(dict.fromkeys(PARAMETERS, value), errors="surrogatepass")
            answer = client.get(f"{path}{'&' if '?' in path else '?'}{given}", headers=headers)
            assert answer.status_code < 500, value[:40]
            if answer.get("Content-Type", "").startswith("text/html"):
                body = body_of(answer)
                assert b"<script>alert" not in body and b"<img src=x" not in body, value[:40]
            assert "//" not in answer.get("Location", ""), value[:40]
        transaction.set_rollback(True)


@pytest.mark.parametrize("case", [case for case in OPEN_TO_SOMEBODY if case.name not in ANY_NUMBER], ids=ids)
def test_numbers_no_database_holds_lead_nowhere(case: Case, scene: Scene) -> None:
    path, mark, query = case.address(scene).partition("?")
    parts = path.split("/")
    for at in [at for at, part in enumerate(parts) if part.isdecimal()]:
        with transaction.atomic():
            client, headers = client_of(case, scene)
            before = writes()
            kind = {"content_type": "application/json"} if is_rest(case) and case.method != "GET" else {}
            changed = "/".join([*parts[:at], HUGE, *parts[at + 1 :]])
            send = getattr(client, case.method.lower())
            answer = send(changed + mark + query, case.body(scene), headers=headers, **kind)
            assert (answer.status_code, writes()) == (404, before), changed
            transaction.set_rollback(True)


@pytest.mark.parametrize("case", [case for case in REST_WRITES if case.name not in FOREIGN], ids=ids)
def test_rest_takes_no_field_that_is_not_offered(case: Case, scene: Scene) -> None:
    answer = rest(case, scene, {**case.body(scene), **dict.fromkeys(NOT_THEIRS, 9999)})
    assert answer.status_code in (400, 415)
    if answer.status_code == 400:
        named = {error["pointer"] for error in answer.json()["errors"]}
        assert named >= {f"/{name}" for name in NOT_THEIRS} - OFFERED.get(case.name, set())


@pytest.mark.parametrize("case", [case for case in REST_WRITES if case.method == "PATCH"], ids=ids)
def test_rest_overwrites_nothing_newer(case: Case, scene: Scene) -> None:
    given = case.body(scene)
    assert rest(case, scene, given, If_Match='"999999"').status_code == 412
    assert rest(case, scene, given, If_Match="").status_code == 428
    assert rest(case, scene, given, If_Match='"1", "2"').status_code == 400
