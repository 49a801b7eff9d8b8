"""The web server outlives its servers: people sign in, report and read the queue while Redis is gone, and go on after
PostgreSQL was killed and started again, without the web process being touched."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connections

from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import User
from tests.processes import OwnServers, Product, wait_for
from tests.world import PASSWORD, World
from tickets.models import Clock, Ticket

pytestmark = pytest.mark.kill
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
KEY = re.compile(r'name="idempotency_key" value="([^"]+)"')
ARGON2 = "django.contrib.auth.hashers.Argon2PasswordHasher"


class Browser:
    """A person at a computer: keeps cookies, fills in forms."""

    def __init__(self, address: str) -> None:
        self.address = address
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)
        self.html = ""

    def open(self, path: str, data: dict[str, str] | None = None) -> int:
        """Get a page or send a form of the page before; return the status."""
        body = urllib.parse.urlencode({**data, **self._hidden()}).encode() if data is not None else None
        request = urllib.request.Request(f"{self.address}{path}", body, {"Referer": self.address})
        try:
            with self.opener.open(request, timeout=20) as response:
                self.html = response.read().decode()
                return int(response.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code

    def _hidden(self) -> dict[str, str]:
        found = {"csrfmiddlewaretoken": TOKEN, "idempotency_key": KEY}
        return {name: match[1] for name, rule in found.items() if (match := rule.search(self.html))}

    def sign_in(self, user: User) -> int:
        """Walk the sign-in page."""
        self.open("/accounts/login/")
        return self.open("/accounts/login/", {"login": user.username, "password": PASSWORD})

    def report(self, world: World, text: str) -> int:
        """Walk the report form."""
        self.open("/report/")
        answers = {"text": text, "care_answer": "slower", "topic": "scanner", "callback": "4501"}
        return self.open("/report/", {**answers, "care_area": str(world.icu.pk)})


@pytest.fixture
def world(own_servers: OwnServers) -> World:
    """The cast on the servers of the test, with a password that the product itself can check."""
    world = World.build()
    User.objects.filter(pk__in=[world.requester.pk, world.agent.pk]).update(
        password=make_password(PASSWORD, hasher="argon2")
    )
    return world


@pytest.fixture
def argon2(settings) -> None:
    """Passwords are hashed as in production."""
    settings.PASSWORD_HASHERS = [ARGON2]


def test_with_redis_dead_people_sign_in_report_and_read_the_queue(
    argon2: None, own_servers: OwnServers, world: World, own_product: Product
) -> None:
    web = own_product.web()
    own_servers.valkey.kill()
    nurse, agent = Browser(web.address), Browser(web.address)
    assert nurse.sign_in(world.requester) == 200, web.text()
    assert nurse.report(world, "The scanner on cart 14 beeps but reads no wristbands.") == 200, web.text()
    ticket = Ticket.objects.get()
    assert ticket.key in nurse.html
    assert Clock.objects.filter(ticket=ticket).count() >= 2
    assert OutboxMessage.objects.filter(done_at=None).exists()
    agent.sign_in(world.agent)
    assert agent.open("/queue/v/all/") == 200
    assert ticket.key in agent.html


def test_the_web_goes_on_after_postgresql_was_killed_and_started_again(
    argon2: None, own_servers: OwnServers, world: World, own_product: Product
) -> None:
    web = own_product.web()
    nurse = Browser(web.address)
    nurse.sign_in(world.requester)
    assert nurse.open("/my/") == 200
    own_servers.postgres.kill()
    assert nurse.open("/my/") == 500
    own_servers.postgres.start()
    connections.close_all()
    assert wait_for(lambda: nurse.open("/my/") == 200), web.text()
    assert nurse.report(world, "The scanner on cart 15 beeps but reads no wristbands.") == 200, web.text()
    assert Ticket.objects.count() == 1
    assert web.is_running()
