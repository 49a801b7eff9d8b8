"""Hours at the desk: saved views with their counts, the preview, two hundred open queues while tickets arrive."""

import itertools
import json
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final
from urllib.parse import urlencode

from django.utils import timezone

from hospital_itsm.core.access import can
from hospital_itsm.demo.bulk import texts as bulk_texts
from hospital_itsm.desk import saved
from hospital_itsm.desk.actions.choosing import choose
from hospital_itsm.desk.actions.views import save_view
from hospital_itsm.desk.models import SavedView
from hospital_itsm.people.models import CareArea, User
from tests.bench.client import Ask, Lane
from tests.bench.operations import AGENT, Api, Goal, Operation, opened, session_of
from tests.bench.servers import Web, database_seconds
from tickets.choices import OPEN_STATES
from tickets.models import Ticket
from tickets.queries.live import live_cursor

VIEWS: Final = 20
COUNTED_TIMES: Final = 20
AGENTS: Final = 200
POLL_SECONDS: Final = 4
ARRIVALS: Final = 5
"""Tickets a second."""
LIVE_SECONDS: Final = 30
THREE_FILTERS: Final = "care_area=ICU&priority=3&state=new"


def operations(port: int) -> list[Operation]:
    """A view with three filters, the preview of a ticket, what looks like it, and what is known during a call."""
    agent = User.objects.get(username=AGENT)
    headers = {"Cookie": session_of(agent), "HX-Request": "true"}
    seen = Ticket.objects.on_desk(agent).filter(state__in=OPEN_STATES).order_by("-pk")
    keys = list(seen.values_list("key", flat=True)[:60])
    view = _views(agent)[0]
    address = f"/queue/v/all/?saved={view.pk}&{THREE_FILTERS}"
    return [
        Operation("saved view, three filters", _page(address, {"Cookie": headers["Cookie"]}), Goal(5, 10)),
        Operation(
            "preview of a ticket",
            lambda number: Ask(f"/queue/preview/{keys[number % len(keys)]}/", headers=headers),
            Goal(4, 15),
        ),
        Operation(
            "similar tickets",
            lambda number: Ask(f"/t/{keys[number % len(keys)]}/similar/", headers=headers),
            Goal(None, 15),
        ),
        Operation("known during a call", _call(port, headers["Cookie"]), Goal(None, 20)),
    ]


def _call(port: int, cookie: str) -> Callable[[int], Ask]:
    """The words of a caller, asked while they are typed; every call has words of its own."""
    headers, token = opened(port, cookie, "/t/new/")
    unit = CareArea.objects.filter(is_active=True).values_list("pk", flat=True)[0]
    chance = Random(3)

    def ask(number: int) -> Ask:
        _device, _title, text = bulk_texts.report(chance, ("euc", "app")[number % 2], number + 1)
        fields = {"csrfmiddlewaretoken": token, "text": " ".join(text.split()[:12]), "care_area": unit}
        return Ask("/t/new/known/", "POST", {**headers, "HX-Request": "true"}, urlencode(fields).encode())

    return ask


def _page(path: str, headers: dict[str, str]) -> Callable[[int], Ask]:
    return lambda number: Ask(path, headers=headers)


def _views(agent: Any) -> list[SavedView]:
    """Twenty saved views of the agent, each with filters of its own, made once."""
    areas = ["ICU", "ED", "OR", "PACU", "MS5"]
    for number in range(SavedView.objects.filter(owner=agent).count(), VIEWS):
        filters = {"care_area": [areas[number % 5]], "priority": [str(number % 4 + 1)], "state": ["new"]}
        row = save_view("all", filters, actor=agent, name=f"Bench {number}")
        choose(row, actor=agent, is_starred=True)
    return list(SavedView.objects.filter(owner=agent).order_by("pk")[:VIEWS])


@dataclass
class Live:
    """What open queues cost: polls and tickets that were answered, late ones, and processor seconds a second."""

    polls: int = 0
    tickets: int = 0
    late: int = 0
    seconds: float = 0.0
    web: float = 0.0
    database: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """In one cell."""
        cores = (self.web + self.database) / self.seconds
        return (
            f"{cores:.2f} (web {self.web / self.seconds:.2f}, database {self.database / self.seconds:.2f}); "
            f"{self.polls:,} polls, {self.tickets} tickets in {self.seconds:.0f} s, {self.late} late"
        )


@dataclass
class OpenQueue:
    """The queue in an agent's browser: it asks from where the last answer ended."""

    cookie: str
    since: int

    def ask(self) -> Ask:
        """What is new."""
        headers = {"Cookie": self.cookie, "X-Passive": "1"}
        return Ask(f"/live/queue/all/?since={self.since}", headers=headers, good=(200, 204))

    def take(self, answer: bytes) -> None:
        """Go on from there."""
        if answer:
            self.since = json.loads(answer)["cursor"]


@dataclass(frozen=True)
class Arrival:
    """A ticket that arrives."""

    create: Ask

    def ask(self) -> Ask:
        """The ticket."""
        return self.create

    def take(self, answer: bytes) -> None:
        """Nothing follows from the answer."""


def live(product: Web, create: Callable[[int], Ask], first: int) -> Live:
    """Two hundred agents poll their queue every four seconds while five tickets a second arrive; it ends by itself."""
    now, found = live_cursor(), Live()
    polled = itertools.cycle([OpenQueue(session_of(user), now) for user in _agents()])
    arrivals = (Arrival(create(first + number)) for number in itertools.count())
    threads = [
        _paced(product.port, polled, AGENTS / POLL_SECONDS, "polls", found),
        _paced(product.port, arrivals, ARRIVALS, "tickets", found),
    ]
    began, web, database = time.perf_counter(), product.cpu_seconds(), database_seconds()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    found.seconds = time.perf_counter() - began
    found.web, found.database = product.cpu_seconds() - web, database_seconds() - database
    if found.faults:
        raise ValueError(found.faults[0])
    return found


def _agents() -> list[User]:
    """Two hundred seats; where the hospital has fewer agents, some sit twice."""
    people = [
        user for user in User.objects.filter(is_active=True).order_by("pk") if can(user, "ticket.queue")
    ]
    return list(itertools.islice(itertools.cycle(people), AGENTS))


def _paced(port: int, senders: Iterator[Any], per_second: float, name: str, found: Live) -> threading.Thread:
    def run() -> None:
        lane, began = Lane(port), time.perf_counter()
        try:
            for number in range(int(per_second * LIVE_SECONDS)):
                due = began + number / per_second
                wait = due - time.perf_counter()
                if wait > 0:
                    time.sleep(wait)
                elif wait < -1:
                    found.late += 1
                sender = next(senders)
                _seconds, _answer, body = lane.send(sender.ask())
                sender.take(body)
                setattr(found, name, getattr(found, name) + 1)
        except Exception as error:
            found.faults.append(repr(error))
        finally:
            lane.close()

    return threading.Thread(target=run)


def counting() -> tuple[float, int]:
    """Milliseconds at the median of counting twenty saved views, and how many were counted."""
    agent, times = User.objects.get(username=AGENT), []
    rows: Sequence[SavedView] = _views(agent)
    found: dict[int, Any] = {}
    for _turn in range(COUNTED_TIMES):
        began = time.perf_counter()
        found = saved.counted(rows, agent, timezone.now())
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), len(found)


def lines(product: Web, first: int) -> list[tuple[str, str, str]]:
    """What the table says of it."""
    milliseconds, views = counting()
    return [
        (f"counts of {views} saved views, ms", f"{milliseconds:.0f}", "150"),
        (
            f"{AGENTS} open queues, {ARRIVALS} tickets a second, cores",
            live(product, Api().create, first).words,
            "0.5",
        ),
    ]
