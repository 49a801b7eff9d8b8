"""What is measured: who asks for what, and the goals of each."""

import json
import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from hospital_itsm.core.actors import System
from hospital_itsm.demo.bulk import texts as bulk_texts
from hospital_itsm.demo.bulk.texts import RARE
from hospital_itsm.people.actions.tokens import create_token
from hospital_itsm.people.models import CareArea, User
from tests.bench.client import Ask, Lane
from tickets.choices import OPEN_STATES, CareAnswer
from tickets.models import Ticket

AGENT = "jorge.pacheco"
INTEGRATION = "svc.monitoring"
REPORTERS = 20
DETAILS = 60
COMMON = "monitor"
FORM = "application/x-www-form-urlencoded"
BACKEND = "hospital_itsm.signin.backends.PasswordBackend"
TOKEN_FIELD = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Goal:
    """At most so many U or milliseconds at the median, and so many statements; None where no goal was set."""

    units: float | None = None
    statements: int | None = None
    milliseconds: int | None = None


@dataclass(frozen=True)
class Operation:
    """One request that is measured; `lanes` is how many connections measure its throughput."""

    name: str
    make: Callable[[int], Ask]
    goal: Goal = Goal()
    is_bare: bool = False
    lanes: int = 8


def session_of(user: User) -> str:
    """The cookie of a signed-in person."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = BACKEND
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"


def opened(port: int, cookie: str, path: str) -> tuple[dict[str, str], str]:
    """Open a page with a form: the headers its POST is sent with, and the token. Raises ValueError without one."""
    lane = Lane(port)
    _seconds, answer, body = lane.send(Ask(path, headers={"Cookie": cookie}))
    lane.close()
    found = TOKEN_FIELD.search(body)
    if found is None:
        raise ValueError(f"{path} carries no CSRF token.")
    given = str(answer.getheader("Set-Cookie")).partition(";")[0]
    return {"Cookie": f"{cookie}; {given}", "Content-Type": FORM}, found[1].decode()


class ReportForms:
    """Reports through the form: the page is opened once for each person, then every report is one POST."""

    def __init__(self, port: int) -> None:
        self.random = Random(1)
        people = User.objects.filter(username__startswith="staff.").order_by("username")[:REPORTERS]
        self.headers = [opened(port, session_of(user), "/report/") for user in people]
        self.areas = list(CareArea.objects.filter(is_active=True).values_list("pk", flat=True))

    def ask(self, number: int) -> Ask:
        """A report nobody has sent before."""
        headers, token = self.headers[number % len(self.headers)]
        device, _title, text = bulk_texts.report(
            self.random, ("euc", "app", "device")[number % 3], number + 1
        )
        fields = {
            "csrfmiddlewaretoken": token,
            "text": text,
            "care_answer": (CareAnswer.SLOWER, CareAnswer.NOT_AFFECTED)[number % 2],
            "device_text": device,
            "callback": f"ext. {4100 + number % 800}",
            "care_area": self.areas[number % len(self.areas)],
            "idempotency_key": uuid.uuid4().hex,
        }
        return Ask("/report/", "POST", headers, urlencode(fields).encode(), (302,))


class Api:
    """Requests of the integration over REST."""

    def __init__(self) -> None:
        self.random = Random(2)
        user = User.objects.get(username=INTEGRATION)
        scopes = ["tickets:read", "tickets:write"]
        _token, words = create_token(user, actor=System("bench"), name="Bench", scopes=scopes, days=1)
        self.headers = {"Authorization": f"Bearer {words}", "Content-Type": "application/json"}
        self.areas = list(CareArea.objects.filter(is_active=True).values_list("code", flat=True))

    def create(self, number: int) -> Ask:
        """A new ticket under a key of its own."""
        _device, title, text = bulk_texts.report(self.random, "net", number + 1)
        body = {
            "title": title,
            "text": text,
            "care_answer": "slower",
            "care_area": self.areas[number % len(self.areas)],
        }
        headers = {**self.headers, "Idempotency-Key": uuid.uuid4().hex}
        return Ask("/api/v1/tickets/", "POST", headers, json.dumps(body).encode(), (201,))

    def newest(self, number: int) -> Ask:
        """The newest fifty."""
        return Ask("/api/v1/tickets/?limit=50", headers=self.headers)


def operations(port: int, leave_out: Sequence[str]) -> list[Operation]:
    """Everything that is asked of the web server at `port`, with the goals of performance.md."""
    agent = User.objects.get(username=AGENT)
    signed_in = {"Cookie": session_of(agent)}
    keys = (
        Ticket.objects.on_desk(agent)
        .filter(state__in=OPEN_STATES)
        .order_by("-pk")
        .values_list("key", flat=True)
    )
    tickets = list(keys[:DETAILS])
    forms, api = ReportForms(port), Api()

    def page(path: str) -> Callable[[int], Ask]:
        return lambda number: Ask(path, headers=signed_in)

    found: list[Operation] = [
        Operation("trivial view", lambda number: Ask("/hello"), is_bare=True),
        Operation("U", lambda number: Ask("/u", headers=signed_in), is_bare=True),
        Operation("trivial view, all middleware", lambda number: Ask("/bench/hello", headers=signed_in)),
        Operation("queue with counters", page("/queue/v/all/"), Goal(5, 10)),
        Operation("queue of one team", page("/queue/v/team-SD-L1/"), Goal(5, 10)),
        Operation(
            "ticket page",
            lambda number: Ask(f"/t/{tickets[number % len(tickets)]}/", headers=signed_in),
            Goal(4, 15),
        ),
        Operation("create, form (POST)", forms.ask, Goal(3, 25), lanes=4),
        Operation("create, REST", api.create, Goal(3, 25), lanes=4),
        Operation("REST list of 50", api.newest, Goal(5, 10)),
        Operation("search, rare word", page(f"/queue/v/all/?q={RARE[0]}"), Goal(4, 10)),
        Operation("search, common word", page(f"/queue/v/all/?q={COMMON}"), Goal(6, 10)),
        Operation("search of everything, rare word", page(f"/search/?q={RARE[0]}"), Goal(4, 15)),
        Operation("search of everything, common word", page(f"/search/?q={COMMON}"), Goal(6, 15)),
        Operation("search of everything, misspelled", page("/search/?q=monitro"), Goal(None, 15)),
    ]
    return chosen(found, leave_out)


def chosen(found: Sequence[Operation], leave_out: Sequence[str]) -> list[Operation]:
    """Without those whose name holds a word to leave out."""
    return [one for one in found if not any(word in one.name for word in leave_out)]


def facts_of(asks: Sequence[Operation]) -> list[dict[str, Any]]:
    """Names and goals, for the file of figures."""
    return [
        {"name": one.name, "goal_u": one.goal.units, "goal_statements": one.goal.statements} for one in asks
    ]
