"""The clock of a task: begun, paused with its ticket, counted anew for another priority, and stored as it stands."""

from datetime import datetime
from typing import Any, Final

from hospital_itsm.audit.actions import step
from hospital_itsm.joint.choices import TaskClock, TaskState
from hospital_itsm.joint.models import TaskPause, TicketTask
from hospital_itsm.joint.queries.agreements import Agreements
from hospital_itsm.joint.rules.ola import Pause, Standing, standing
from tickets.models import Ticket
from tickets.models.ticket import NOTHING_DUE
from tickets.rules import sla
from tickets.rules.lifecycle import may_pause

TARGET: Final = ("priority", "calendar", "minutes", "business_days", "target_time")
STANDING: Final = ("clock", "due_at", "next_due_at", "missed_at")
CLOCK: Final = (*TARGET, *STANDING)


@step
def begin(task: TicketTask, ticket: Ticket, agreements: Agreements, at: datetime) -> None:
    """Give an unsaved task its time from `at` on, save it, and pause it where its ticket stands still."""
    aim(task, ticket, agreements)
    judge(task, (), at)
    task.save()
    keep_pace(task, ticket, at)


@step
def aim(task: TicketTask, ticket: Ticket, agreements: Agreements) -> None:
    """Set the time that the task's team agreed on for the ticket's priority, counted from when the task came."""
    task.priority = ticket.priority
    found = agreements.of(task.team_id, ticket.priority)
    task.calendar = found.calendar if found else None
    task.minutes = found.minutes if found else None
    task.business_days = found.business_days if found else None
    task.target_time = None
    if found is not None:
        task.target_time = sla.target_seconds(
            found.calendar.as_value(),
            task.opened_at,
            minutes=found.minutes,
            business_days=found.business_days,
        )


@step
def keep_pace(task: TicketTask, ticket: Ticket, at: datetime) -> dict[str, list[Any]]:
    """Pause or go on as the ticket does, and store how the clock stands; return what changed of it."""
    running = task.pauses.filter(ended_at__isnull=True).first()
    if task.is_open and may_pause(ticket.priority, ticket.state):
        if running is None:
            TaskPause.objects.create(task=task, began_at=max(at, task.opened_at))
    elif running is not None:
        end_pause(running, at)
    return restate(task, at)


@step
def end_pause(pause: TaskPause, at: datetime) -> None:
    """End a pause; two servers' clocks may differ, so never before it began."""
    pause.ended_at = max(at, pause.began_at)
    pause.save(update_fields=["ended_at"])


@step
def restate(task: TicketTask, at: datetime) -> dict[str, list[Any]]:
    """Judge a stored task by its pauses and save its clock; return what changed as `{"clock": [old, new]}`."""
    before = str(task.clock)
    stored = [Pause(row.began_at, row.ended_at) for row in task.pauses.order_by("began_at", "id")]
    judge(task, stored, at)
    task.save(update_fields=list(CLOCK))
    return {} if before == task.clock else {"clock": [before, str(task.clock)]}


@step
def judge(task: TicketTask, pauses: Any, at: datetime) -> None:
    """Set how the clock stands; nothing is saved."""
    found = _standing(task, pauses, at)
    task.clock = TaskClock(found.state) if found else TaskClock.NONE
    task.due_at = found.due_at if found else None
    task.missed_at = found.missed_at if found else None
    is_due = task.is_open and task.due_at is not None
    task.next_due_at = task.due_at if is_due and task.due_at is not None else NOTHING_DUE


def _standing(task: TicketTask, pauses: Any, at: datetime) -> Standing | None:
    if task.calendar is None or task.target_time is None:
        return None
    return standing(
        task.calendar.as_value(),
        task.target_time,
        task.opened_at,
        pauses,
        at,
        ended_at=task.ended_at,
        is_withdrawn=task.state in (TaskState.CALLED_OFF, TaskState.NOT_NEEDED),
    )
