"""The clock of a task between teams: derived from when it came, when it was done, and when the ticket paused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hospital_itsm.core.worktime import Calendar
from tickets.rules import sla

METRIC: Final = "ola"
RUNNING: Final = "running"
PAUSED: Final = "paused"
MET: Final = "met"
MISSED: Final = "missed"
WITHDRAWN: Final = "withdrawn"


@dataclass(frozen=True)
class Pause:
    """A stretch in which the ticket stood still, or the task was taken for done; `ended_at` None while it lasts."""

    began_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Standing:
    """How the clock stands: when it is or was due (None while it is paused), and when it was missed, if it was."""

    state: str
    due_at: datetime | None
    missed_at: datetime | None


def standing(
    calendar: Calendar,
    target: timedelta,
    started_at: datetime,
    pauses: Iterable[Pause],
    now: datetime,
    *,
    ended_at: datetime | None = None,
    is_withdrawn: bool = False,
) -> Standing:
    """How a target given at `started_at` stands at `now`; exactly due is not late.

    A task that ended is judged by `ended_at`; one that was withdrawn keeps only what it had missed by then.
    """
    clock = sla.start(METRIC, calendar, target, started_at)
    for pause in pauses:
        clock = sla.pause(clock, pause.began_at, PAUSED)
        if pause.ended_at is not None:
            clock = sla.resume(clock, pause.ended_at)
    due = sla.due_at(clock) or clock.breached_at
    if ended_at is None:
        clock = sla.settle(clock, now)
        open_state = PAUSED if clock.status == sla.PAUSED else RUNNING
        return Standing(MISSED if clock.breached_at else open_state, due, clock.breached_at)
    clock = sla.stop(clock, ended_at)
    if clock.breached_at is None and is_withdrawn:
        return Standing(WITHDRAWN, due, None)
    return Standing(clock.outcome, due, clock.breached_at)
