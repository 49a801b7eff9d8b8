"""Figures over two years, measured in this process as one worker counts them, and the pages that show them."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import connection
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.demo.loaders import continuity, registers
from hospital_itsm.kpi import reading
from hospital_itsm.kpi.actions.counting import do_round, forget_history
from hospital_itsm.kpi.measures import MEASURES
from hospital_itsm.kpi.models import CountedKpi, Snapshot
from hospital_itsm.kpi.rules.periods import Period, last_days
from hospital_itsm.kpi.running import steps
from hospital_itsm.people.models import User
from tests.bench.client import Ask
from tests.bench.counting import Counter
from tests.bench.operations import AGENT, Goal, Operation, session_of
from tests.bench.servers import cpu_seconds_of

READER: Final = "marguerite.okafor"
COUNTING: Final = System("bench")
HEADLINES: Final = (
    "restore_on_target_urgent", "clinical_impact", "availability_first", "backlog", "satisfaction",
    "response_on_target",
)  # fmt: skip
"""Six figures as a dashboard shows them."""
READ_TIMES: Final = 40
PAGE: Final = Goal(statements=15, milliseconds=200)
DASHBOARD: Final = Goal(milliseconds=200)
DASHBOARDS: Final = {
    "infrastructure": "dale.brantley",
    "applications": "priya.venkataraman",
    "informatics": "tomas.lindqvist",
    "htm": "ellen.fairweather",
}
"""Whose is which."""


@dataclass
class Work:
    """How long something took by the clock, how much of that this process and its database connection worked."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    database_seconds: float = 0.0

    @property
    def words(self) -> str:
        """In one cell."""
        return f"{self.seconds:.1f} (CPU {self.cpu_seconds:.1f}, of the database {self.database_seconds:.1f})"


@dataclass(frozen=True)
class Counted:
    """What counting took: all of history, and one night."""

    history: Work
    slowest: list[tuple[str, float]]
    night: Work
    rows: int


@dataclass(frozen=True)
class Read:
    """Six headlines with their history: median milliseconds by the clock and of this process, statements."""

    milliseconds: float
    cpu_milliseconds: float
    statements: int


def prepare() -> None:
    """Tell the outages and registers of the demo hospital where they are not told."""
    for subject in (continuity, registers):
        if not subject.is_loaded():
            subject.load()


def count() -> Counted:
    """Count all of history anew, then one night."""
    forget_history(MEASURES, actor=COUNTING)
    taken: dict[str, float] = {}
    with _timed() as history:
        last = time.perf_counter()
        for code in steps(actor=COUNTING, now=timezone.now()):
            now = time.perf_counter()
            taken[code or "changes"] = taken.get(code or "changes", 0.0) + now - last
            last = now
    CountedKpi.objects.update(round_day=timezone.localdate() - timedelta(days=1))
    with _timed() as night:
        for code in MEASURES:
            do_round(code, actor=COUNTING, now=timezone.now())
    slowest = sorted(taken.items(), key=lambda one: -one[1])[:8]
    return Counted(history, slowest, night, Snapshot.objects.count())


def read() -> Read:
    """Read the headlines of thirty days with the days before and the steps of a year, as a dashboard does."""
    today = timezone.localdate()
    period, year = last_days(30, today), last_days(365, today)
    times, spent, counter = [], [], Counter()
    with connection.execute_wrapper(counter):
        _read_once(period, year)
    for _turn in range(READ_TIMES):
        began, used = time.perf_counter(), time.process_time()
        _read_once(period, year)
        times.append((time.perf_counter() - began) * 1000)
        spent.append((time.process_time() - used) * 1000)
    return Read(statistics.median(times), statistics.median(spent), len(counter.statements))


def operations() -> list[Operation]:
    """The pages of figures, of the hand-over, of the status and of leaders, each as its reader opens it."""
    by_cio, by_lead = _signed_in(READER), _signed_in(AGENT)

    def page(path: str, headers: dict[str, str]) -> Callable[[int], Ask]:
        return lambda number: Ask(path, headers=headers)

    return [
        Operation("figures, 30 days", page("/kpi/", by_cio), PAGE),
        Operation("figures, 365 days", page("/kpi/?period=365", by_cio), PAGE),
        Operation("figure, one promise", page("/kpi/restore_on_target_other/?period=365", by_cio), PAGE),
        Operation("figure, availability", page("/kpi/availability_first/?period=365", by_cio), PAGE),
        Operation("hand-over of the shift", page("/shift/", by_lead), PAGE),
        Operation("status page with 90 days", page("/status/", by_lead), PAGE),
        Operation("outages", page("/outages/", by_lead), PAGE),
        *(
            Operation(f"dashboard, {code}", page(f"/dash/{code}/", _signed_in(who)), DASHBOARD)
            for code, who in DASHBOARDS.items()
        ),
    ]


def lines(counted: Counted, found: Read, tickets: int) -> list[tuple[str, str, str]]:
    """What is printed beside the table."""
    slowest = ", ".join(f"{code} {seconds:.1f}" for code, seconds in counted.slowest)
    return [
        (
            f"all history of {len(MEASURES)} figures over {tickets:,} tickets, s",
            f"{counted.history.words}; {counted.rows:,} snapshots; slowest: {slowest}",
            "1800 for 1,000,000",
        ),
        ("snapshots of one night, s", counted.night.words, "300 for 1,000,000"),
        (
            "six headlines with history, ms",
            f"{found.milliseconds:.0f} (CPU {found.cpu_milliseconds:.0f}, {found.statements} statements)",
            "200",
        ),
    ]


def _signed_in(username: str) -> dict[str, str]:
    return {"Cookie": session_of(User.objects.get(username=username))}


@contextmanager
def _timed() -> Iterator[Work]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    work = Work()
    began, spent, used = time.perf_counter(), time.process_time(), cpu_seconds_of(backend)
    yield work
    work.seconds = time.perf_counter() - began
    work.cpu_seconds = time.process_time() - spent
    work.database_seconds = cpu_seconds_of(backend) - used


def _read_once(period: Period, year: Period) -> None:
    found = reading.figures(HEADLINES, period)
    reading.values(
        found, Period(period.first - timedelta(days=period.days), period.first - timedelta(days=1))
    )
    reading.history(found, year)
