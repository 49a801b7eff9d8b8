"""Ladders as people write them: when a rung is reached, which order rungs stand in, and what makes a ladder unsafe."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tickets.rules import escalation
from tickets.rules.escalation import FROM_DUE, FROM_START, Step

MOST_RUNGS: Final = 10
MOST_PERCENT: Final = 500
MOST_MINUTES: Final = 7 * 24 * 60
HOUR: Final = 60
LATE: Final = "late"
"""Said after minutes that count from the deadline."""
WHEN: Final = re.compile(
    rf"(?:(?P<percent>\d{{1,3}})\s*%)|(?:(?P<amount>\d{{1,5}})\s*(?P<unit>min(?:ute)?s?|m|h(?:ours?|rs?)?)(?P<late>\s+{LATE})?)",
    re.I,
)
URGENT: Final = (1, 2)
ALWAYS_THERE: Final = frozenset({escalation.DUTY_MANAGER, escalation.MANAGER, escalation.VP, escalation.CIO})
"""Whoever ends an urgent ladder: people who answer for the house, not only the shift of one team."""
ON_ROTA: Final = (
    escalation.PRIMARY,
    escalation.SECONDARY,
    escalation.DUTY_MANAGER,
    escalation.HOUSE_SUPERVISOR_IF_CARE,
)
EMPTY, NOBODY_PAGED, NO_HUMAN, TWICE, NOBODY, EMPTY_ROTA = (
    "empty", "nobody_paged", "no_human", "twice", "nobody", "empty_rota",
)  # fmt: skip


class UnreadableWhen(ValueError):
    """What was written says no time of a rung."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a ladder is refused; `about` is the time or the audience it is about."""

    code: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Climb:
    """How a promise that is over stood at its end: what the rungs of its ladder are held against."""

    key: str
    target: timedelta
    used: timedelta
    ladder_base: timedelta
    ladder_from: datetime
    missed_at: datetime | None
    ended_at: datetime


def read_when(text: str) -> tuple[int | None, int | None, str]:
    """Percent or minutes, and what minutes count from: `75 %`, `15 min`, `1 h late`. Raises UnreadableWhen."""
    found = WHEN.fullmatch(text.strip())
    if found is None:
        raise UnreadableWhen(text)
    if found["percent"] is not None:
        percent = int(found["percent"])
        if not 1 <= percent <= MOST_PERCENT:
            raise UnreadableWhen(text)
        return percent, None, FROM_START
    minutes = int(found["amount"]) * (HOUR if found["unit"].lower().startswith("h") else 1)
    if minutes > MOST_MINUTES:
        raise UnreadableWhen(text)
    return None, minutes, FROM_DUE if found[LATE] else FROM_START


def write_when(step: Step) -> str:
    """When a rung is reached, as `read_when` reads it."""
    if step.at_percent is not None:
        return f"{step.at_percent} %"
    return f"{step.at_minutes} min" + (f" {LATE}" if step.anchor == FROM_DUE else "")


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The rungs of one ladder from the first to the last: minutes from its start, minutes late, shares."""
    return tuple(sorted(steps, key=_place))


def _place(step: Step) -> tuple[bool, bool, int]:
    return step.at_percent is not None, step.anchor == FROM_DUE, step.at_percent or step.at_minutes or 0


def with_ladder(
    steps: Sequence[Step], metric: str, priority: int, ladder: Iterable[Step]
) -> tuple[Step, ...]:
    """All rungs of a policy with those of one ladder replaced, in its place; a new one goes to the end."""
    kept: list[Step] = []
    new: tuple[Step, ...] | None = in_order(ladder)
    for step in steps:
        if (step.metric, step.priority) != (metric, priority):
            kept.append(step)
        elif new is not None:
            kept += new
            new = None
    return (*kept, *(new or ()))


def faults_of(
    metric: str, priority: int, ladder: Sequence[Step], unfilled: Collection[str]
) -> tuple[Fault, ...]:
    """What makes the ladder unsafe; `unfilled` are the audiences nobody stands behind, now or later.

    An urgent ladder is never empty, pages somebody while nobody has answered, ends at somebody who answers for the
    house, and names no empty rota.
    """
    steps = in_order(ladder)
    found = [Fault(TWICE, write_when(one)) for one in _twice(steps)]
    found += [
        Fault(NOBODY, write_when(one))
        for one in steps
        if not one.audience and one.action != escalation.WEEKLY_LIST
    ]
    if priority not in URGENT:
        return tuple(found)
    if not steps:
        return (Fault(EMPTY),)
    if metric == "response" and not any(one.action == escalation.PAGE for one in steps):
        found.append(Fault(NOBODY_PAGED))
    if not ALWAYS_THERE & {*steps[-1].audience}:
        found.append(Fault(NO_HUMAN, write_when(steps[-1])))
    named = {code for one in steps for code in one.audience}
    return (
        *found,
        *(Fault(EMPTY_ROTA, code) for code in escalation.AUDIENCES if code in named & {*unfilled}),
    )


def _twice(steps: Sequence[Step]) -> list[Step]:
    """Rungs at a time another one stands at: a rung that was climbed is known by its time alone."""
    seen: set[tuple[int | None, int | None]] = set()
    again = []
    for one in steps:
        place = (one.at_percent, one.at_minutes)
        if place in seen:
            again.append(one)
        seen.add(place)
    return again


def is_reached(step: Step, climb: Climb) -> bool:
    """Was the rung reached before the promise was kept or given up?"""
    if step.at_percent is not None:
        return climb.used >= climb.ladder_base + climb.target * step.at_percent / 100
    wait = timedelta(minutes=step.at_minutes or 0)
    if step.anchor == FROM_DUE:
        return climb.missed_at is not None and climb.missed_at + wait <= climb.ended_at
    return climb.ladder_from + wait <= climb.ended_at


def reached(ladder: Iterable[Step], climbs: Sequence[Climb]) -> list[tuple[Step, int]]:
    """Each rung with the number of these promises that reached it."""
    return [(step, sum(is_reached(step, climb) for climb in climbs)) for step in in_order(ladder)]
