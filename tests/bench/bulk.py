"""A change of many tickets, worked in this process as one worker works it, and undone again."""

import time
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from hospital_itsm.bulk.actions.asking import ask
from hospital_itsm.bulk.actions.choosing import choose
from hospital_itsm.bulk.actions.undoing import ask_undo
from hospital_itsm.bulk.models import BulkChange
from hospital_itsm.bulk.queries.choosing import in_view, matching
from hospital_itsm.jobs import running
from hospital_itsm.people.models import User
from tests.bench.counting import Counter
from tickets.filters import TicketFilters
from tickets.queries.queue import TIME_LEFT
from tickets.queries.queue_views import view_called

MANAGER: Final = "martin.ekland"
"""Works the tickets of every team."""

MANY: Final = 1_000


@dataclass(frozen=True)
class Changed:
    """How many tickets, what was done with how many, and seconds, CPU seconds and statements of doing it."""

    tickets: int
    done: int
    seconds: float
    cpu_seconds: float
    statements: int

    @property
    def words(self) -> str:
        """In one cell."""
        each = self.statements / max(self.tickets, 1)
        return f"{self.seconds:.1f} (CPU {self.cpu_seconds:.1f}), {self.done:,} done, {each:.1f} statements a ticket"


def change_many() -> tuple[Changed, Changed]:
    """Assign the most pressing open tickets to one person, as *all that match* chooses them, and undo that."""
    actor, now = User.objects.get(username=MANAGER), timezone.now()
    filters = TicketFilters({}, actor=actor, now=now)
    found = matching(in_view(view_called("all", actor), filters, actor, now), TIME_LEFT)[:MANY]
    change = choose("assign", found, actor=actor)
    change = ask(change, actor=actor, given={"assignee": actor})
    forth = _worked(change, change.job, "outcome")
    change = ask_undo(BulkChange.objects.get(pk=change.pk), actor=actor)
    return forth, _worked(change, change.undo_job, "undone")


def _worked(change: BulkChange, job: Any, column: str) -> Changed:
    counter = Counter()
    with connection.execute_wrapper(counter):
        began, spent = time.perf_counter(), time.process_time()
        running.work(job.pk)
        seconds, cpu = time.perf_counter() - began, time.process_time() - spent
    done = change.rows.filter(**{column: "done"}).count()
    return Changed(change.count, done, seconds, cpu, len(counter.statements))


def lines() -> list[tuple[str, str, str]]:
    """What the table says of it."""
    forth, back = change_many()
    said = f"of {forth.tickets:,} tickets, s"
    return [(f"bulk change {said}", forth.words, "60"), (f"undoing it {said}", back.words, "60")]
