"""A report without signing in: off by default, bounded, one receipt, and no right to anything else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.signing import dumps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.networks import read_networks
from hospital_itsm.people.actions.places import retire_workstation
from hospital_itsm.people.workstations import COOKIE, SALT
from hospital_itsm.wards.models import OpenReport
from hospital_itsm.wards.rules.open_reports import UNSAFE_TIMES, takes
from tests.api.rest import Rest
from tests.test_authorization import cases
from tests.test_environment import start
from tests.world import World, again
from tickets.actions.notices import post_notice
from tickets.models import Message, Reporter, Ticket

WORDS = "The label printer at the desk is jammed."
PATH = "/report/open/"


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def ward(world: World, settings: Any) -> Client:
    """The browser of the ward computer, where the hospital allows it."""
    settings.OPEN_REPORT_AT_WORKSTATIONS = True
    return at_ward(world)


def at_ward(world: World) -> Client:
    """The browser of the ward computer."""
    browser = Client()
    browser.cookies[COOKIE] = dumps(world.workstation.pk, salt=SALT)
    return browser


def filled(browser: Client, **values: Any) -> dict[str, Any]:
    """What the browser sends, under a fresh key of the form."""
    form = browser.get(PATH).context["form"]
    said = {"text": WORDS, "care_answer": "slower", "name": "Jo Temp", "callback": "ext. 4503"}
    place = {"care_area": form["care_area"].value(), "room": form["room"].value()}
    return {**said, **place, "idempotency_key": form["idempotency_key"].value(), **values}


def test_it_is_off_unless_the_hospital_says_so(world: World) -> None:
    assert at_ward(world).get(PATH).status_code == 404
    assert at_ward(world).post(PATH, {"text": WORDS}).status_code == 404
    assert "Report without signing in" not in at_ward(world).get("/accounts/login/").content.decode()
    assert Ticket.objects.count() == 0


@pytest.mark.parametrize(
    ("address", "status"), [("10.20.9.9", 200), ("10.21.0.1", 404), ("203.0.113.9", 404)]
)
def test_only_the_named_networks_are_let_in(world: World, settings: Any, address: str, status: int) -> None:
    settings.OPEN_REPORT_NETWORKS = read_networks("10.20.0.0/16")
    assert Client().get(PATH, REMOTE_ADDR=address).status_code == status
    forwarded = Client().get(PATH, REMOTE_ADDR="10.20.9.9", headers={"X-Forwarded-For": "10.20.1.1"})
    assert forwarded.status_code == 404


def test_other_computers_are_strangers_and_so_is_a_revoked_one(ward: Client, world: World) -> None:
    assert Client().get(PATH).status_code == 404
    retire_workstation(world.workstation, actor=again(world.administrator))
    assert ward.get(PATH).status_code == 404


def test_a_report_makes_a_ticket_of_a_name_nobody_checked(ward: Client, world: World) -> None:
    assert "Report without signing in" in ward.get("/accounts/login/").content.decode()
    sent = ward.post(PATH, filled(ward))
    ticket = Ticket.objects.get()
    assert (sent.status_code, ward.get(sent["Location"]).status_code) == (302, 200)
    assert (ticket.requester, ticket.opened_by, ticket.requester_label) == (None, None, "Jo Temp")
    assert (ticket.care_area, ticket.workstation) == (world.icu, world.workstation)
    assert (ticket.callback, ticket.is_name_unverified) == ("ext. 4503", True)
    assert (Message.objects.get().author, Reporter.objects.count()) == (None, 0)
    assert Rest(world.agent).get(f"tickets/{ticket.key}/").json()["is_name_unverified"] is True
    entry = AuditEntry.objects.get(verb="ticket.report_openly")
    assert (entry.actor_label, entry.changes) == (
        "system:open-report",
        {"from": [None, world.workstation.name]},
    )


def test_the_receipt_says_the_number_and_nothing_that_was_typed(ward: Client, world: World) -> None:
    page = ward.post(PATH, filled(ward), follow=True).content.decode()
    assert Ticket.objects.get().key in page
    assert not [word for word in (WORDS, "Jo Temp", "4503", world.icu.name) if word in page]


def test_the_receipt_expires_and_opens_nowhere_else(ward: Client, world: World) -> None:
    address = ward.post(PATH, filled(ward))["Location"]
    assert re.fullmatch(r"/report/open/[0-9a-f]{40}/", address)
    assert Client().get(address).status_code == 404
    assert ward.get(PATH + "0" * 40 + "/").status_code == 404
    OpenReport.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert ward.get(address).status_code == 404


def test_one_press_makes_one_ticket_however_often_it_comes(ward: Client, world: World) -> None:
    body = filled(ward)
    assert ward.post(PATH, body)["Location"] == ward.post(PATH, body)["Location"]
    assert Ticket.objects.count() == 1
    assert ward.post(PATH, {**body, "text": "Something else altogether is broken."}).status_code == 409
    assert Ticket.objects.count() == 1


def test_a_key_we_did_not_make_sends_nothing_and_keeps_the_words(ward: Client) -> None:
    for key in ("", "guessed", dumps("guessed", salt="of somebody else")):
        answer = ward.post(PATH, filled(ward, idempotency_key=key))
        assert answer.status_code == 409
        assert WORDS in answer.content.decode()
    assert Ticket.objects.count() == 0


@pytest.mark.parametrize("missing", ["name", "callback", "text", "care_answer"])
def test_what_is_missing_is_said_at_its_field(ward: Client, missing: str) -> None:
    answer = ward.post(PATH, filled(ward, **{missing: " "}))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [missing]
    assert Ticket.objects.count() == 0


def test_one_place_sends_only_so_many_within_an_hour(ward: Client, world: World, settings: Any) -> None:
    settings.OPEN_REPORTS_PER_HOUR = 2
    for _number in range(2):
        assert ward.post(PATH, filled(ward)).status_code == 302
    refused = ward.post(PATH, filled(ward))
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert WORDS in refused.content.decode()
    assert Ticket.objects.count() == 2
    assert ward.post(PATH, filled(ward, care_answer="unsafe")).status_code == 302
    OpenReport.objects.update(sent_at=timezone.now() - timedelta(hours=1))
    assert ward.post(PATH, filled(ward)).status_code == 302


@given(sent=st.integers(0, 500), most=st.integers(0, 50))
def test_care_that_is_unsafe_is_taken_longer_but_not_for_ever(sent: int, most: int) -> None:
    assert takes(sent, most, is_unsafe=False) == (sent < most)
    assert takes(sent, most, is_unsafe=True) == (sent < most * UNSAFE_TIMES)


def test_notices_are_shown_and_no_ticket_or_name(ward: Client, world: World) -> None:
    ticket = Ticket.objects.get(key=Rest(world.agent).post(
        "tickets/", {"text": "Harbor is slow for Mabel at the desk.", "care_answer": "slower", "care_area": "ICU"}
    ).json()["key"])  # fmt: skip
    post_notice(
        actor=again(world.duty_manager), title="Harbor EHR is slow", severity="degraded", sees="Pages take a minute",
        services=[world.service("A001")], ticket=ticket,
    )  # fmt: skip
    page = ward.get(PATH).content.decode()
    assert "Harbor EHR is slow" in page
    assert not [word for word in (ticket.key, "Mabel", world.agent.full_name, "paged") if word in page]


def test_patient_data_is_hidden_as_everywhere(ward: Client) -> None:
    found = ward.post(f"{PATH}phi/", {"text": "The scanner fails on MRN 00482913 again."}).json()
    assert found["excerpt"] == "MRN 00482913"
    ward.post(PATH, filled(ward, text="The scanner fails on MRN 00482913 again."))
    assert "00482913" not in Message.objects.get().body


def test_a_form_of_another_site_sends_nothing(ward: Client, world: World) -> None:
    body = filled(ward)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies[COOKIE] = ward.cookies[COOKIE].value
    assert strict.post(PATH, body).status_code == 403
    assert Ticket.objects.count() == 0


def test_whoever_is_signed_in_reports_as_themselves(ward: Client, world: World) -> None:
    ward.force_login(world.requester)
    assert ward.get(PATH)["Location"] == "/report/"


def test_nobody_gets_a_session_or_another_page_by_it(ward: Client, world: World) -> None:
    ward.post(PATH, filled(ward))
    assert "sessionid" not in ward.cookies
    closed = {
        case.path
        for case in cases()
        if isinstance(case.path, str) and case.method == "GET" and not case.is_open and case.anonymous == 302
    }
    assert len(closed) > 100
    let_in = {
        path
        for path in closed
        if not ward.get(path).headers.get("Location", "").startswith("/accounts/login/")
    }
    assert let_in == set()


def test_the_page_costs_few_statements(ward: Client, world: World) -> None:
    ward.get(PATH)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        ward.get(PATH)
    assert len(asked) == 3


def test_a_network_that_is_none_stops_the_start() -> None:
    result = start(OPEN_REPORT_NETWORKS="10.20.0.0/99")
    assert result.returncode != 0
    assert "OPEN_REPORT_NETWORKS names no network: 10.20.0.0/99." in result.stderr
