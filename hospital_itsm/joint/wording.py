"""Tasks and their clocks in words, the same on ticket, list and page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.core.display import moment_words, span_words
from hospital_itsm.joint.choices import TaskClock, TaskState
from hospital_itsm.joint.models import TicketTask
from hospital_itsm.joint.rules.steps import possible

MARKS: Final = {
    TaskState.OPEN: "new",
    TaskState.DOING: "prog",
    TaskState.DONE: "done",
    TaskState.NOT_NEEDED: "none",
    TaskState.CALLED_OFF: "none",
}
BUTTONS: "Final[dict[str, str | Promise]]" = {
    "start": gettext_lazy("Begin"),
    "finish": gettext_lazy("Done"),
    "skip": gettext_lazy("Not needed"),
    "reopen": gettext_lazy("Take up again"),
}


@dataclass(frozen=True)
class TaskLine:
    """A task dressed for a page: its mark, how its clock stands in words, and the steps this person may take."""

    task: TicketTask
    mark: str
    time: str
    is_late: bool
    steps: list[tuple[str, Any]]
    may_change: bool


def task_line(task: TicketTask, user: Any, now: datetime) -> TaskLine:
    """One task; it reads late as soon as it is, whether or not the watcher has seen it."""
    may_work = task.ticket.is_open and can(user, "ticket_task.work", task)
    return TaskLine(
        task,
        MARKS[TaskState(task.state)],
        time_words(task, now),
        is_late(task, now),
        [(verb, BUTTONS[verb]) for verb in possible(task.state)] if may_work else [],
        may_work and task.is_open,
    )


def is_late(task: TicketTask, now: datetime) -> bool:
    """Has its time passed?"""
    passed = task.is_open and task.due_at is not None and task.due_at < now
    return task.clock == TaskClock.MISSED or passed


def time_words(task: TicketTask, now: datetime) -> str:
    """Until when, or how it was kept; empty where no time is agreed."""
    if task.clock == TaskClock.NONE:
        return _("No time is agreed for it.") if task.is_open else ""
    due = at_words(task.due_at, now) if task.due_at else ""
    if is_late(task, now):
        until = task.ended_at or now
        over = span_words((until - (task.missed_at or task.due_at or until)).total_seconds())
        if task.is_open:
            return _("Due %(due)s, %(over)s late") % {"due": due, "over": over}
        return _("Ended %(over)s late, due %(due)s") % {"due": due, "over": over}
    if task.clock == TaskClock.PAUSED:
        return _("The time stands still, because the ticket waits")
    if task.clock == TaskClock.RUNNING:
        return _("Due %(due)s") % {"due": due}
    return _("In time, due %(due)s") % {"due": due} if task.clock == TaskClock.MET else ""


def at_words(at: datetime, now: datetime) -> str:
    """An instant by the clock of the hospital: "16:40" today, else with its day."""
    return moment_words(timezone.localtime(at), timezone.localtime(now))
