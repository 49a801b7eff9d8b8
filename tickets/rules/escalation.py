"""Escalation ladders: whom a clock tells, and when (domain/2 §2.3, architecture.md §5).

Percent steps are shares of the target in the clock's own calendar; minute steps are wall time from the start
of the ladder or, for a missed update, from the deadline.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from tickets.rules import sla
from tickets.rules.sla import FULFIL, RESPONSE, RESTORE, UPDATE, Segment, SlaClock

PAGE = "page"
NOTIFY = "notify"
REVIEW = "review"
WEEKLY_LIST = "weekly_list"
ACTIONS = (PAGE, NOTIFY, REVIEW, WEEKLY_LIST)

FROM_START = "start"
FROM_DUE = "due"
ANCHORS = (FROM_START, FROM_DUE)

PRIMARY = "primary"
SECONDARY = "secondary"
DUTY_MANAGER = "duty_manager"
HOUSE_SUPERVISOR_IF_CARE = "house_supervisor_if_care"
OWNER = "owner"
LEAD = "lead"
MANAGER = "manager"
VP = "vp"
CIO = "cio"
AUDIENCES = (PRIMARY, SECONDARY, DUTY_MANAGER, HOUSE_SUPERVISOR_IF_CARE, OWNER, LEAD, MANAGER, VP, CIO)

PAGE_AGAIN_AFTER = timedelta(minutes=2)
"""A person is not paged about the same ticket again sooner: a report and the first rung are one page."""

Rung = TypeVar("Rung")


@dataclass(frozen=True, slots=True)
class Step:
    """One rung: when (`at_percent`, or `at_minutes` from `anchor`), what (`action`) and whom (`audience`)."""

    metric: str
    priority: int
    audience: tuple[str, ...]
    action: str = PAGE
    at_percent: int | None = None
    at_minutes: int | None = None
    anchor: str = FROM_START
    needs_reason: bool = False


def fire_at(step: Step, clock: SlaClock, runs: Sequence[Segment] = ()) -> datetime | None:
    """When the step fires as things stand; None while the clock does not run towards it, or has stopped.

    A page that waits for a person (minutes from the start) does not stop for a pause: response never pauses.
    """
    if not clock.is_open:
        return None
    if step.at_percent is not None:
        share = clock.target * step.at_percent / 100
        return sla.instant_used(clock, clock.ladder_base + share, runs)
    wait = timedelta(minutes=step.at_minutes or 0)
    if step.anchor == FROM_DUE:
        due = sla.due_at(clock)
        return None if due is None else due + wait
    return clock.ladder_from + wait


def fold(due: Iterable[tuple[datetime, int, Rung]]) -> tuple[Rung | None, tuple[Rung, ...]]:
    """Fold what is due at once: (fire_at, place in the ladder, rung) in, highest and those below it out."""
    rungs = tuple(rung for _, _, rung in sorted(due, key=lambda row: (row[0], row[1])))
    return (rungs[-1], rungs[:-1]) if rungs else (None, ())


def _response_ladders() -> tuple[Step, ...]:
    rungs: tuple[tuple[int, int, tuple[str, ...]], ...] = (
        (1, 0, (PRIMARY, HOUSE_SUPERVISOR_IF_CARE)),
        (1, 5, (PRIMARY,)),
        (1, 10, (SECONDARY,)),
        (1, 15, (DUTY_MANAGER,)),
        (1, 20, (MANAGER,)),
        (1, 30, (VP,)),
        (2, 0, (PRIMARY,)),
        (2, 15, (SECONDARY,)),
        (2, 30, (DUTY_MANAGER,)),
        (2, 60, (MANAGER,)),
    )
    urgent = tuple(Step(RESPONSE, priority, who, at_minutes=minutes) for priority, minutes, who in rungs)
    slow = tuple(
        Step(RESPONSE, priority, who, NOTIFY, at_percent=percent)
        for priority in (3, 4)
        for percent, who in ((75, (LEAD,)), (100, (MANAGER,)))
    )
    return urgent + slow


def _update_ladders() -> tuple[Step, ...]:
    return tuple(
        Step(UPDATE, priority, who, action, at_minutes=minutes, anchor=FROM_DUE)
        for priority in (1, 2)
        for minutes, who, action in ((0, (OWNER,), NOTIFY), (15, (DUTY_MANAGER,), PAGE))
    )


def _restore_ladders() -> tuple[Step, ...]:
    urgent = (
        Step(RESTORE, 1, (LEAD, MANAGER), PAGE, at_percent=50),
        Step(RESTORE, 1, (VP,), PAGE, at_percent=75),
        Step(RESTORE, 1, (CIO,), PAGE, at_percent=100, needs_reason=True),
        Step(RESTORE, 1, (MANAGER,), REVIEW, at_percent=150),
        Step(RESTORE, 2, (LEAD,), NOTIFY, at_percent=75),
        Step(RESTORE, 2, (MANAGER,), NOTIFY, at_percent=100, needs_reason=True),
    )
    slow = tuple(
        Step(metric, priority, who, action, at_percent=percent, needs_reason=percent == 100)
        for metric, priorities in ((RESTORE, (3, 4)), (FULFIL, (3, 4, 5)))
        for priority in priorities
        for percent, who, action in (
            (75, (OWNER,), NOTIFY),
            (90, (LEAD,), NOTIFY),
            (100, (MANAGER,), NOTIFY),
            (150, (), WEEKLY_LIST),
        )
    )
    return urgent + slow


DEFAULT_LADDERS = _response_ladders() + _update_ladders() + _restore_ladders()
