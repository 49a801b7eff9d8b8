"""The default targets of domain/2 §2.3: what is promised, in which calendar, for which ticket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tickets.rules.facts import INCIDENT, RESTRICTED_KINDS
from tickets.rules.sla import FULFIL, ONSITE, RESPONSE, RESTORE, UPDATE

HOSP24 = "HOSP24"
EXT = "EXT"
BUS = "BUS"

HOUR = 60
LONGEST_PROMISES = {1: timedelta(minutes=30), 2: timedelta(hours=4)}


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """What decides the targets. `staffed` says whether the desk's extended hours run at the opening."""

    priority: int
    kind: str = INCIDENT
    area_open_24x7: bool = True
    care_unsafe: bool = False
    high_risk_device: bool = False
    medical_device: bool = False
    visit_promised: bool = False
    staffed: bool = True
    involuntary_leaver: bool = False
    catalogue_business_days: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A promise: `minutes` of working time or the close of the Nth business day, in the calendar named.

    `first_minutes` is the first round of an update clock where it differs from the cadence.
    """

    metric: str
    calendar: str
    minutes: int | None = None
    business_days: int | None = None
    first_minutes: int | None = None

    @property
    def first_round_minutes(self) -> int | None:
        return self.minutes if self.first_minutes is None else self.first_minutes


def targets_for(facts: TargetFacts) -> tuple[Target, ...]:
    """The default targets of a ticket, one per metric; a metric that promises nothing is absent."""
    wanted = (_response(facts), _onsite(facts), _update(facts), _restore_or_fulfil(facts))
    return tuple(target for target in wanted if target is not None)


def latest_promise(priority: int, at: datetime) -> datetime | None:
    """The latest instant an owner may promise the next update for; None where nothing limits it."""
    longest = LONGEST_PROMISES.get(priority)
    return None if longest is None else at + longest


def urgent_calendar(facts: TargetFacts) -> str:
    """The calendar of P1 and P2: around the clock, save a P2 that may wait for the extended hours."""
    if facts.priority == 1 or facts.area_open_24x7 or facts.care_unsafe or facts.high_risk_device:
        return HOSP24
    return HOSP24 if facts.kind in RESTRICTED_KINDS else EXT


def _response(facts: TargetFacts) -> Target:
    device = facts.medical_device
    match facts.priority:
        case 1:
            return Target(RESPONSE, HOSP24, minutes=15)
        case 2:
            if device:
                return Target(RESPONSE, HOSP24, minutes=15)
            return Target(RESPONSE, urgent_calendar(facts), minutes=30)
        case 3:
            return Target(RESPONSE, HOSP24 if device else BUS, minutes=HOUR if device else 4 * HOUR)
    return Target(RESPONSE, BUS, business_days=1)


def _onsite(facts: TargetFacts) -> Target | None:
    if not facts.visit_promised:
        return None
    device_minutes = 30 if facts.staffed else 60
    match facts.priority:
        case 1:
            minutes = 30 if facts.staffed else 2 * HOUR
            return Target(ONSITE, HOSP24, minutes=device_minutes if facts.medical_device else minutes)
        case 2:
            if facts.medical_device:
                return Target(ONSITE, HOSP24, minutes=device_minutes)
            return Target(ONSITE, urgent_calendar(facts), minutes=2 * HOUR)
        case 3:
            return Target(ONSITE, BUS, business_days=1)
    return None


def _update(facts: TargetFacts) -> Target | None:
    match facts.priority:
        case 1:
            return Target(UPDATE, HOSP24, minutes=30, first_minutes=15)
        case 2:
            return Target(UPDATE, urgent_calendar(facts), minutes=2 * HOUR)
        case 3:
            return Target(UPDATE, BUS, business_days=1)
    return None


def _restore_or_fulfil(facts: TargetFacts) -> Target | None:
    if facts.kind in RESTRICTED_KINDS:
        return None
    if facts.involuntary_leaver:
        return Target(FULFIL, HOSP24, minutes=HOUR)
    if facts.kind != INCIDENT or facts.priority == 5:
        days = 5 if facts.catalogue_business_days is None else facts.catalogue_business_days
        return Target(FULFIL, BUS, business_days=days)
    if facts.medical_device:
        return _device_restore(facts)
    match facts.priority:
        case 1:
            return Target(RESTORE, HOSP24, minutes=4 * HOUR)
        case 2:
            return Target(RESTORE, urgent_calendar(facts), minutes=8 * HOUR)
        case 3:
            return Target(RESTORE, BUS, business_days=3)
    return Target(RESTORE, BUS, business_days=10)


def _device_restore(facts: TargetFacts) -> Target:
    """Repair or a working loaner; a loaner in use stops the clock."""
    match facts.priority:
        case 1 | 2:
            return Target(RESTORE, HOSP24, minutes=4 * HOUR)
        case 3:
            return Target(RESTORE, HOSP24, minutes=24 * HOUR)
    return Target(RESTORE, BUS, business_days=5)
