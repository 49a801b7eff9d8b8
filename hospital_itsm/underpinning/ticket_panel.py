"""A ticket in a vendor's hands, on its page: until when they have to answer, and the button that says they did."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import F
from django.utils import timezone

from hospital_itsm.core.access import can
from hospital_itsm.core.panels import Loaded
from hospital_itsm.underpinning.choices import Metric
from hospital_itsm.underpinning.models import VendorClock, VendorTask
from hospital_itsm.underpinning.wording import ClockLine, clock_line, task_words
from tickets.models import Ticket

SHOWN: Final = 3
READ: Final = ("metric", "amount", "unit", "due_at", "state", "stopped_at", "missed_at")
"""The columns of a clock that its line says."""


@dataclass(frozen=True)
class TaskLines:
    """A task with its promises in words; `words` stands where nothing is promised."""

    task: VendorTask
    clocks: list[ClockLine]
    words: str
    may_answer: bool


def on_ticket(ticket: Ticket, user: Any) -> Loaded | None:
    """The last tasks of a ticket that is with a vendor, with their clocks, the latest first: one statement.

    None while it is with nobody: what was kept before stands in the story of the ticket and on the vendor's page.
    """
    if ticket.vendor_id is None:
        return None
    now = timezone.now()
    clocks: dict[int, list[VendorClock]] = {}
    tasks: dict[int, VendorTask] = {}
    for row in _rows(ticket):
        task = tasks.setdefault(row.pk, row)
        if row.clock_metric is not None:
            values = {name: getattr(row, f"clock_{name}") for name in READ}
            clocks.setdefault(task.pk, []).append(VendorClock(task=task, **values))
    if not tasks:
        return None
    shown = list(tasks.values())[:SHOWN]
    return {"tasks": [_lines(task, clocks.get(task.pk, []), ticket, user, now) for task in shown]}


def _rows(ticket: Ticket) -> Any:
    """A row for each clock, and one for a task without: a second statement would be too many for the page."""
    columns = {f"clock_{name}": F(f"clocks__{name}") for name in READ}
    rows = VendorTask.objects.filter(ticket=ticket).select_related("vendor", "contract").annotate(**columns)
    return rows.order_by("-round", F("clock_metric").desc(nulls_last=True))[: SHOWN * len(Metric)]


def _lines(
    task: VendorTask, clocks: list[VendorClock], ticket: Ticket, user: Any, now: datetime
) -> TaskLines:
    task.ticket = ticket
    lines = [clock_line(clock, task, now) for clock in clocks]
    may_answer = task.is_open and task.answered_at is None and can(user, "vendor_task.keep", task)
    return TaskLines(task, lines, task_words(task, now), may_answer)
