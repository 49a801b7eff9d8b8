"""The default targets of domain/2 §2.3 as a table, and which row of a table a ticket takes.

A policy of the database holds rows of the same shape; `targets_for` chooses among either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tickets.rules.facts import INCIDENT, RESTRICTED_KINDS
from tickets.rules.sla import FULFIL, METRICS, ONSITE, RESPONSE, RESTORE, UPDATE

HOSP24 = "HOSP24"
EXT = "EXT"
BUS = "BUS"

STANDARD = ""
EXTENDED_HOURS = "extended_hours"
AFTER_HOURS = "after_hours"
DEVICE = "device"
DEVICE_AFTER_HOURS = "device_after_hours"
LEAVER = "leaver"
VARIANTS = (STANDARD, EXTENDED_HOURS, AFTER_HOURS, DEVICE, DEVICE_AFTER_HOURS, LEAVER)

HOUR = 60
LONGEST_PROMISES = {1: timedelta(minutes=30), 2: timedelta(hours=4)}


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """What decides the targets. `priority` is 5 for planned work whatever its handling priority.

    `staffed` says whether the desk's extended hours run at the opening.
    """

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

    Neither means that nothing is promised. `first_minutes` is the first round of an update clock where it
    differs from the cadence. `row` is the key of the database row, None for the defaults.
    """

    metric: str
    priority: int
    calendar: str
    minutes: int | None = None
    business_days: int | None = None
    first_minutes: int | None = None
    variant: str = STANDARD
    row: int | None = None

    @property
    def promises(self) -> bool:
        return self.minutes is not None or self.business_days is not None


DEFAULT_TARGETS = (
    Target(RESPONSE, 1, HOSP24, minutes=15),
    Target(RESPONSE, 2, HOSP24, minutes=30),
    Target(RESPONSE, 2, EXT, minutes=30, variant=EXTENDED_HOURS),
    Target(RESPONSE, 2, HOSP24, minutes=15, variant=DEVICE),
    Target(RESPONSE, 3, BUS, minutes=4 * HOUR),
    Target(RESPONSE, 3, HOSP24, minutes=HOUR, variant=DEVICE),
    Target(RESPONSE, 4, BUS, business_days=1),
    Target(RESPONSE, 5, BUS, business_days=1),
    Target(ONSITE, 1, HOSP24, minutes=30),
    Target(ONSITE, 1, HOSP24, minutes=2 * HOUR, variant=AFTER_HOURS),
    Target(ONSITE, 1, HOSP24, minutes=HOUR, variant=DEVICE_AFTER_HOURS),
    Target(ONSITE, 2, HOSP24, minutes=2 * HOUR),
    Target(ONSITE, 2, EXT, minutes=2 * HOUR, variant=EXTENDED_HOURS),
    Target(ONSITE, 2, HOSP24, minutes=30, variant=DEVICE),
    Target(ONSITE, 2, HOSP24, minutes=HOUR, variant=DEVICE_AFTER_HOURS),
    Target(ONSITE, 3, BUS, business_days=1),
    Target(UPDATE, 1, HOSP24, minutes=30, first_minutes=15),
    Target(UPDATE, 2, HOSP24, minutes=2 * HOUR),
    Target(UPDATE, 2, EXT, minutes=2 * HOUR, variant=EXTENDED_HOURS),
    Target(UPDATE, 3, BUS, business_days=1),
    Target(RESTORE, 1, HOSP24, minutes=4 * HOUR),
    Target(RESTORE, 2, HOSP24, minutes=8 * HOUR),
    Target(RESTORE, 2, EXT, minutes=8 * HOUR, variant=EXTENDED_HOURS),
    Target(RESTORE, 2, HOSP24, minutes=4 * HOUR, variant=DEVICE),
    Target(RESTORE, 3, BUS, business_days=3),
    Target(RESTORE, 3, HOSP24, minutes=24 * HOUR, variant=DEVICE),
    Target(RESTORE, 4, BUS, business_days=10),
    Target(RESTORE, 4, BUS, business_days=5, variant=DEVICE),
    Target(FULFIL, 5, BUS, business_days=5),
    Target(FULFIL, 5, HOSP24, minutes=HOUR, variant=LEAVER),
)


def targets_for(facts: TargetFacts, rows: Iterable[Target] = DEFAULT_TARGETS) -> tuple[Target, ...]:
    """The targets of a ticket, one per metric; a metric that promises nothing is absent."""
    by_place = {(row.metric, row.priority, row.variant): row for row in rows}
    chosen = (_chosen(metric, facts, by_place) for metric in METRICS if _is_promised(metric, facts))
    return tuple(target for target in chosen if target is not None and target.promises)


def variants_for(facts: TargetFacts) -> tuple[str, ...]:
    """The variants to look for, the most special first; the standard row is always the last resort.

    A P2 may wait for the extended hours unless its area never closes or it is grave (domain/2 §2.3).
    """
    wanted = []
    if facts.involuntary_leaver:
        wanted.append(LEAVER)
    if facts.medical_device:
        wanted += [DEVICE] if facts.staffed else [DEVICE_AFTER_HOURS, DEVICE]
    elif not facts.staffed:
        wanted.append(AFTER_HOURS)
    grave = facts.care_unsafe or facts.high_risk_device or facts.kind in RESTRICTED_KINDS
    if not facts.area_open_24x7 and not grave:
        wanted.append(EXTENDED_HOURS)
    return (*wanted, STANDARD)


def latest_promise(priority: int, at: datetime) -> datetime | None:
    """The latest instant an owner may promise the next update for; None where nothing limits it."""
    longest = LONGEST_PROMISES.get(priority)
    return None if longest is None else at + longest


def _is_promised(metric: str, facts: TargetFacts) -> bool:
    planned = facts.kind != INCIDENT and facts.kind not in RESTRICTED_KINDS
    if metric == ONSITE:
        return facts.visit_promised
    if metric == RESTORE:
        return facts.kind not in RESTRICTED_KINDS and not planned
    if metric == FULFIL:
        return planned
    return True


def _chosen(metric: str, facts: TargetFacts, rows: Mapping[tuple[str, int, str], Target]) -> Target | None:
    found = (rows.get((metric, facts.priority, variant)) for variant in variants_for(facts))
    target = next((row for row in found if row is not None), None)
    if (
        target is None
        or metric != FULFIL
        or facts.catalogue_business_days is None
        or target.variant == LEAVER
    ):
        return target
    return replace(target, minutes=None, business_days=facts.catalogue_business_days)
