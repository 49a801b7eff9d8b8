"""Reads around clocks: which promises a ticket gets, and the clocks of tickets as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hospital_itsm.core.worktime import Calendar, between
from tickets.choices import CareAnswer, Topic
from tickets.queries.device_facts import facts_of_asset
from tickets.rules import policies
from tickets.rules.clock_reading import SlaChip, read
from tickets.rules.escalation import Step
from tickets.rules.facts import PLANNED_KINDS
from tickets.rules.targets import EXT, Target, TargetFacts

PLANNED = 5
HIGH_RISK_FLAGS = frozenset({"high_risk", "life_support"})
DEVICE_DOMAIN = "htm"
URGENT_VISIT = 2
AN_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Promises:
    """A policy version as plain values. Calendars by the text of their key, rungs by (metric, priority)."""

    pk: int
    update_mode: str
    on_retarget: str
    targets: tuple[Target, ...]
    calendars: dict[str, Calendar]
    rungs: dict[tuple[str, int], tuple[tuple[int, Step], ...]]


_PROMISES: dict[tuple[int, datetime], Promises] = {}


def promises_of(policy: Any) -> Promises:
    """The policy's targets, calendars and ladders; read once a process, because a version never changes."""
    key = (policy.pk, policy.created_at)
    if key not in _PROMISES:
        _PROMISES[key] = _read_promises(policy)
    return _PROMISES[key]


def policy_for(ticket: Any) -> Any:
    """The newest SlaPolicy, in effect at the opening, of the first lineage whose conditions hold; else None."""
    from tickets.models import SlaPolicy

    in_effect = SlaPolicy.objects.filter(effective_from__lte=ticket.opened_at)
    newest = list(in_effect.order_by("lineage", "-version").distinct("lineage"))
    facts = _policy_facts(ticket, asks_site=any("site" in policy.conditions for policy in newest))
    for policy in sorted(newest, key=lambda policy: (policy.position, policy.pk)):
        if policy.is_active and policies.applies(policy.conditions, facts):
            return policy
    return None


def target_facts(ticket: Any, promises: Promises, *, visit_promised: bool = False) -> TargetFacts:
    """What decides the targets of a ticket. Planned kinds take the row of priority 5 (domain/2 §2.2).

    An urgent device always has a visit promised.
    """
    priority = PLANNED if ticket.kind in PLANNED_KINDS else ticket.priority
    medical = is_medical_device(ticket)
    return TargetFacts(
        priority=priority,
        kind=ticket.kind,
        area_open_24x7=ticket.care_area.is_open_always if ticket.care_area else True,
        care_unsafe=ticket.is_patient_safety or ticket.care_answer == CareAnswer.UNSAFE,
        high_risk_device=_is_high_risk(ticket),
        medical_device=medical,
        visit_promised=visit_promised or (medical and priority <= URGENT_VISIT),
        staffed=_is_staffed(promises, ticket.opened_at),
    )


def _is_high_risk(ticket: Any) -> bool:
    recorded = facts_of_asset(ticket.asset) if ticket.asset is not None else ()
    return bool(HIGH_RISK_FLAGS & {*ticket.flags, *recorded})


def is_medical_device(ticket: Any) -> bool:
    """Is it about a medical device, by the class of the device, else the category, else the team's trade?"""
    if ticket.asset is not None:
        return bool(ticket.asset.is_clinical)
    if ticket.category is not None:
        return ticket.category.code.split(".")[0] == Topic.DEVICE
    return ticket.team is not None and ticket.team.domain == DEVICE_DOMAIN


def clocks_of(tickets: Iterable[Any]) -> dict[int, dict[str, Any]]:
    """The clock of the latest cycle for each metric, by ticket key: one statement for a page of tickets."""
    from tickets.models import Clock

    rows = Clock.objects.filter(ticket__in=[ticket.pk for ticket in tickets]).select_related("calendar")
    found: dict[int, dict[str, Any]] = {}
    for clock in rows.order_by("ticket", "metric", "-cycle").distinct("ticket", "metric"):
        found.setdefault(clock.ticket_id, {})[clock.metric] = clock
    return found


def main_chip(clocks: dict[str, Any], now: datetime) -> SlaChip | None:
    """The chip of a list row: the open clock due first; else a paused one; else how restoring ended."""
    chips = [read(clock.as_value(), now) for clock in clocks.values()]
    running = [chip for chip in chips if chip.due_at is not None and clocks[chip.metric].stopped_at is None]
    if running:
        return min(running, key=lambda chip: chip.due_at or now)
    open_ones = [chip for chip in chips if clocks[chip.metric].stopped_at is None]
    ended = [chip for chip in chips if chip.metric in ("restore", "fulfil", "response")]
    return next(iter(open_ones or sorted(ended, key=lambda chip: chip.metric == "response")), None)


def _read_promises(policy: Any) -> Promises:
    targets = list(policy.targets.select_related("calendar"))
    rungs: dict[tuple[str, int], list[tuple[int, Step]]] = {}
    for step in policy.steps.order_by("position"):
        rungs.setdefault((step.metric, step.priority), []).append((step.pk, step.as_value()))
    calendars = {str(target.calendar_id): target.calendar.as_value() for target in targets}
    extended = {target.calendar.lineage: str(target.calendar_id) for target in targets}
    if EXT in extended:
        calendars[EXT] = calendars[extended[EXT]]
    return Promises(
        policy.pk,
        policy.update_mode,
        policy.on_retarget,
        tuple(target.as_value() for target in targets),
        calendars,
        {place: tuple(steps) for place, steps in rungs.items()},
    )


def _policy_facts(ticket: Any, *, asks_site: bool) -> dict[str, str]:
    """The facts a policy may ask for; the site is another row and is read only where one asks."""
    area = ticket.care_area
    return {
        "kind": ticket.kind,
        "care_class": area.care_class if area else "",
        "site": area.site.code if area and asks_site else "",
        "team": ticket.team.code if ticket.team else "",
        "category": ticket.category.code if ticket.category else "",
    }


def _is_staffed(promises: Promises, at: datetime) -> bool:
    """Do the extended hours run at this instant? Without such a calendar somebody is taken to be there."""
    calendar = promises.calendars.get(EXT)
    return calendar is None or bool(between(calendar, at, at + AN_INSTANT))
