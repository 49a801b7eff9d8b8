"""Sign-out by time: idle, shared computers, twelve hours at most; polls never extend it."""

from collections.abc import Iterator

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core import signing
from django.test import Client

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.people import middleware
from hospital_itsm.people.tasks import forget_ended_sessions
from hospital_itsm.people.workstations import COOKIE, SALT
from tests.world import World

PAGE = "/me/"
SIGN_IN = "/accounts/login/"
MINUTE = 60
HOUR = 3600


class Clock:
    """The time the middleware sees."""

    def __init__(self) -> None:
        self.now = 1_800_000_000

    def time(self) -> float:
        """Seconds since the epoch."""
        return self.now

    def forward(self, seconds: int) -> None:
        """Let time pass."""
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """A clock that stands still until told."""
    standing = Clock()
    monkeypatch.setattr(middleware, "time", standing)
    return standing


@pytest.fixture
def nurse(world: World, client: Client, clock: Clock) -> Client:
    """A browser in which the requester just signed in."""
    client.force_login(world.requester)
    assert client.get(PAGE).status_code == 200
    return client


def test_15_idle_minutes_end_the_time_and_say_so(nurse: Client, clock: Clock) -> None:
    clock.forward(15 * MINUTE - 1)
    assert nurse.get(PAGE).status_code == 200
    clock.forward(15 * MINUTE)
    assert nurse.get(PAGE).url == f"{SIGN_IN}?next=/me/"
    page = nurse.get(SIGN_IN).content.decode()
    assert "You were signed out after 15 minutes. Your report is saved." in page


def test_shared_computers_sign_out_after_three_minutes(world: World, nurse: Client, clock: Clock) -> None:
    nurse.cookies[COOKIE] = signing.dumps(world.workstation.pk, salt=SALT)
    clock.forward(3 * MINUTE - 1)
    assert nurse.get(PAGE).status_code == 200
    clock.forward(3 * MINUTE)
    assert nurse.get(PAGE).status_code == 302
    assert "You were signed out after 3 minutes." in nurse.get(SIGN_IN).content.decode()


def test_after_twelve_hours_even_busy_people_sign_in_again(nurse: Client, clock: Clock) -> None:
    for _ in range(71):
        clock.forward(10 * MINUTE)
        assert nurse.get(PAGE).status_code == 200
    clock.forward(10 * MINUTE)
    assert nurse.get(PAGE).status_code == 302
    assert "You were signed out after 12 hours." in nurse.get(SIGN_IN).content.decode()


def test_polls_never_extend_the_time(nurse: Client, clock: Clock) -> None:
    for _ in range(14):
        clock.forward(MINUTE)
        assert nurse.get(PAGE, headers={"X-Passive": "1"}).status_code == 200
    clock.forward(MINUTE)
    assert nurse.get(PAGE, headers={"X-Passive": "1"}).status_code == 401
    assert "You were signed out after 15 minutes." in nurse.get(SIGN_IN).content.decode()


def test_a_fragment_takes_its_whole_page_to_sign_in(nurse: Client, clock: Clock) -> None:
    clock.forward(15 * MINUTE)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/queue/?f=late"}
    response = nurse.get(PAGE, headers=headers)
    assert response.status_code == 204
    assert response["HX-Redirect"] == f"{SIGN_IN}?next=/queue/%3Ff%3Dlate"


def test_a_form_sent_too_late_leads_back_to_its_page(nurse: Client, clock: Clock) -> None:
    clock.forward(15 * MINUTE)
    response = nurse.post("/me/shortcuts/", {"on": "0"}, headers={"Referer": "http://testserver/me/"})
    assert response.url == f"{SIGN_IN}?next=/me/"


def test_a_page_of_another_site_is_never_the_way_back(nurse: Client, clock: Clock) -> None:
    clock.forward(15 * MINUTE)
    response = nurse.post("/me/shortcuts/", {"on": "0"}, headers={"Referer": "https://evil.example/me/"})
    assert response.url == f"{SIGN_IN}?next=/"


@pytest.mark.parametrize(
    "headers", [{}, {"X-Passive": "1"}, {"HX-Request": "true", "HX-Current-URL": "http://testserver/me/"}]
)
def test_a_time_that_is_over_wipes_what_the_browser_kept(
    nurse: Client, clock: Clock, headers: dict[str, str]
) -> None:
    assert "Clear-Site-Data" not in nurse.get(PAGE)
    clock.forward(15 * MINUTE)
    assert nurse.get(PAGE, headers=headers)["Clear-Site-Data"] == '"cache", "storage"'


def test_the_trail_says_why_a_time_was_over(world: World, nurse: Client, clock: Clock) -> None:
    clock.forward(15 * MINUTE)
    nurse.get(PAGE)
    nurse.get(PAGE)
    entry = AuditEntry.objects.get(verb="session.time_out")
    assert (entry.actor_label, entry.target_label, entry.reason) == (
        "system:sign-in",
        "alma.reyes",
        "idle",
    )


def test_signing_in_starts_the_time_afresh(world: World, nurse: Client, clock: Clock) -> None:
    clock.forward(11 * HOUR)
    nurse.get(PAGE)
    nurse.force_login(world.requester)
    assert nurse.get(PAGE).status_code == 200
    clock.forward(14 * MINUTE)
    assert nurse.get(PAGE).status_code == 200


def test_ended_sessions_are_forgotten_and_running_ones_kept(world: World, client: Client) -> None:
    client.force_login(world.requester)
    ended = SessionStore()
    ended.set_expiry(-1)
    ended.create()
    assert forget_ended_sessions() == 1
    assert not SessionStore().exists(ended.session_key)
    assert client.get(PAGE).status_code == 200
