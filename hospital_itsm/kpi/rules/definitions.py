"""What a figure of the house is: its code, how it is counted, which way is better, its target, who may read it.

The words of each stand in `kpi/wordings.py`, what is counted in `kpi/measures/`. Raise `version` when a formula
changes.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

RATIO, MEAN, COUNT, SUM, DIFFERENCE = "ratio", "mean", "count", "sum", "difference"
"""A share in percent; a mean with its median and 90th percentile; how many; how much; more than."""
PERCENT, SECONDS, DAYS, PIECES, POINTS = "percent", "seconds", "days", "pieces", "points"
HIGHER, LOWER, NEITHER = "higher", "lower", "neither"
SITE, DOMAIN = "site", "domain"
PLACED: Final = (SITE, DOMAIN)
MINUTE: Final = 60
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR


@dataclass(frozen=True)
class Definition:
    """One figure. `is_state` is how things stand at the end of a day, else it is what happened in a period.

    `needs` is the verb a reader holds besides `kpi.read`; `scopes` are what it can be divided by. The two codes of
    `parts` make a difference: the first less the second. Values are said with so many `places`; a share is cut to them,
    never rounded, where they are more than one, so that a lost minute shows.
    """

    code: str
    group: str
    kind: str
    unit: str
    better: str = NEITHER
    target: Decimal | None = None
    needs: str = ""
    scopes: tuple[str, ...] = PLACED
    is_state: bool = False
    parts: tuple[str, ...] = ()
    places: int = 1
    version: int = 1

    @property
    def has_values(self) -> bool:
        """Does it have a median and a 90th percentile?"""
        return self.kind == MEAN


def _ratio(
    code: str, group: str, better: str = NEITHER, target: int | str | None = None, **more: Any
) -> Definition:
    return _made(code, group, RATIO, PERCENT, better, target, more)


def _mean(
    code: str, group: str, target: int | None = None, unit: str = SECONDS, better: str = LOWER, **more: Any
) -> Definition:
    return _made(code, group, MEAN, unit, better, target, more)


def _count(
    code: str, group: str, better: str = NEITHER, target: int | None = None, **more: Any
) -> Definition:
    return _made(code, group, COUNT, PIECES, better, target, more)


def _made(
    code: str, group: str, kind: str, unit: str, better: str, target: int | str | None, more: dict[str, Any]
) -> Definition:
    return Definition(code, group, kind, unit, better, None if target is None else Decimal(target), **more)


DESK, PROMISES, CARE, CONTINUITY, SECURITY, DEVICES, RECALLS, MONEY = (
    "desk", "promises", "care", "continuity", "security", "devices", "recalls", "money",
)  # fmt: skip
GROUPS: Final = (DESK, PROMISES, CARE, CONTINUITY, SECURITY, DEVICES, RECALLS, MONEY)
ASSETS, RECALL, CONTRACTS, VENDORS, BUDGETS, MAJORS, TASKS, OUTAGES = (
    "asset.read", "recall.read", "contract.read", "vendor.read", "budget.read", "major.read", "vendor_task.read",
    "outage.read",
)  # fmt: skip
STATE: Final[dict[str, Any]] = {"is_state": True}
OF_ASSETS: Final[dict[str, Any]] = {"needs": ASSETS, "is_state": True}
OF_SERVICES: Final[dict[str, Any]] = {"needs": ASSETS, "scopes": (DOMAIN,)}
OF_RECALLS: Final[dict[str, Any]] = {"needs": RECALL, "scopes": ()}
OF_CONTRACTS: Final[dict[str, Any]] = {"needs": CONTRACTS, "scopes": (DOMAIN,), "is_state": True}
OF_BUDGETS: Final[dict[str, Any]] = {"needs": BUDGETS, "scopes": (DOMAIN,), "is_state": True}
OF_MAJORS: Final[dict[str, Any]] = {"needs": MAJORS, "scopes": (DOMAIN,)}
OF_RECOVERY: Final[dict[str, Any]] = {"needs": OUTAGES, "scopes": (DOMAIN,)}

ALL: Final = (
    _count("opened", DESK),
    _count("resolved", DESK),
    Definition("net_flow", DESK, DIFFERENCE, PIECES, LOWER, Decimal(0), parts=("opened", "resolved")),
    _count("backlog", DESK, LOWER, **STATE),
    _mean("backlog_age", DESK, unit=DAYS, **STATE),
    _ratio("backlog_aged", DESK, LOWER, 10, **STATE),
    _ratio("first_contact", DESK, HIGHER, 65),
    _ratio("first_level", DESK, HIGHER, 60),
    _ratio("reopened", DESK, LOWER, 5),
    _mean("hops", DESK, unit=PIECES),
    _ratio("many_hops", DESK, LOWER, 10),
    _ratio("repeated", DESK, LOWER, 8),
    _ratio("between_it_and_htm", DESK, LOWER),
    _ratio("self_service", DESK, HIGHER),
    _ratio("satisfaction", DESK, HIGHER, 90),
    _ratio("rated", DESK, HIGHER, 15),
    _ratio("patient_data_found", DESK),
    _mean("response_p1", PROMISES, 15 * MINUTE),
    _mean("response_p2", PROMISES),
    _mean("response_working", PROMISES),
    _mean("restore_p1", PROMISES, 4 * HOUR),
    _mean("restore_p2", PROMISES),
    _mean("restore_working", PROMISES),
    _mean("resolve_all", PROMISES),
    _ratio("response_on_target", PROMISES, HIGHER, 95),
    _ratio("restore_on_target_urgent", PROMISES, HIGHER, 90),
    _ratio("restore_on_target_other", PROMISES, HIGHER),
    _ratio("fulfil_on_target", PROMISES, HIGHER),
    _count("raised_late", PROMISES),
    _ratio("vendor_on_target", PROMISES, HIGHER, needs=TASKS),
    _mean("vendor_answer", PROMISES, needs=TASKS),
    _count("vendor_late", PROMISES, LOWER, 0, needs=TASKS, **STATE),
    _mean("vendor_case_age", PROMISES, unit=DAYS, needs=VENDORS, scopes=(), **STATE),
    _count("care_tickets", CARE, LOWER),
    _mean("care_restore", CARE),
    Definition("clinical_impact", CARE, SUM, POINTS, LOWER),
    _count("majors", CONTINUITY, LOWER, **OF_MAJORS),
    _count("majors_care", CONTINUITY, LOWER, **OF_MAJORS),
    Definition("major_impact", CONTINUITY, SUM, POINTS, LOWER, **OF_MAJORS),
    _ratio("major_updates", CONTINUITY, HIGHER, **OF_MAJORS),
    _ratio("major_reviews", CONTINUITY, HIGHER, 100, **OF_MAJORS),
    _ratio("availability_first", CONTINUITY, HIGHER, "99.9", **OF_SERVICES, places=3),
    _ratio("availability_other", CONTINUITY, HIGHER, **OF_SERVICES, places=3),
    Definition("downtime_first", CONTINUITY, SUM, SECONDS, LOWER, **OF_SERVICES),
    Definition("downtime_other", CONTINUITY, SUM, SECONDS, LOWER, **OF_SERVICES),
    _count("outages", CONTINUITY, LOWER, needs=ASSETS, scopes=()),
    _ratio("planned_overrun", CONTINUITY, LOWER, 5, needs=ASSETS, scopes=()),
    _ratio("impact_analysis", CONTINUITY, HIGHER, 100, needs=ASSETS, scopes=(DOMAIN,), is_state=True),
    _ratio("services_owned", CONTINUITY, HIGHER, 100, needs=ASSETS, scopes=(DOMAIN,), is_state=True),
    _ratio("recovery_planned", CONTINUITY, HIGHER, 100, **OF_RECOVERY, **STATE),
    _ratio("restore_tested", CONTINUITY, HIGHER, 100, **OF_RECOVERY, **STATE),
    _ratio("recovery_tested", CONTINUITY, HIGHER, 100, **OF_RECOVERY, **STATE),
    _ratio("drilled", CONTINUITY, HIGHER, 100, needs=OUTAGES, scopes=(SITE,), is_state=True),
    _ratio("rto_met", CONTINUITY, HIGHER, 90, **OF_RECOVERY),
    _ratio("rpo_met", CONTINUITY, HIGHER, 90, **OF_RECOVERY),
    _ratio("feeds_on_time", CONTINUITY, HIGHER, **OF_RECOVERY, **STATE),
    _ratio("unsupported", SECURITY, LOWER, **OF_ASSETS),
    _ratio("unsupported_mitigated", SECURITY, LOWER, **OF_ASSETS),
    _ratio("baa_coverage", SECURITY, HIGHER, 100, needs=VENDORS, scopes=(), is_state=True),
    _ratio("maintained_life_support", DEVICES, HIGHER, 100, **OF_ASSETS),
    _ratio("maintained_high_risk", DEVICES, HIGHER, 100, **OF_ASSETS),
    _ratio("maintained_other", DEVICES, HIGHER, 100, **OF_ASSETS),
    _mean("repair_high_risk", DEVICES),
    _mean("repair_other", DEVICES),
    _ratio("repair_repeated", DEVICES, LOWER, 5),
    _ratio("nothing_found", DEVICES, LOWER),
    _ratio("use_error", DEVICES, LOWER),
    _mean("days_down", DEVICES, unit=DAYS, **OF_ASSETS),
    _ratio("cannot_locate", DEVICES, LOWER, 2, **OF_ASSETS),
    _ratio("past_life", DEVICES, LOWER, **OF_ASSETS),
    _ratio("seen", DEVICES, HIGHER, 98, **OF_ASSETS),
    _ratio("network_known", DEVICES, HIGHER, **OF_ASSETS),
    _mean("recall_closure_one", RECALLS, 30 * DAY, **OF_RECALLS),
    _mean("recall_closure_two", RECALLS, **OF_RECALLS),
    _mean("recall_closure_three", RECALLS, **OF_RECALLS),
    _ratio("recall_on_target", RECALLS, HIGHER, 100, **OF_RECALLS),
    _mean("recall_triage", RECALLS, DAY, **OF_RECALLS),
    _count("recalls_open_one", RECALLS, LOWER, 0, **OF_RECALLS, **STATE),
    _mean("recall_age_one", RECALLS, unit=DAYS, **OF_RECALLS, **STATE),
    _ratio("spend_against_plan", MONEY, LOWER, 100, **OF_BUDGETS),
    _ratio("forecast_against_plan", MONEY, LOWER, 100, **OF_BUDGETS),
    _count("notices_30", MONEY, LOWER, **OF_CONTRACTS),
    _count("notices_60", MONEY, LOWER, **OF_CONTRACTS),
    _count("notices_90", MONEY, LOWER, **OF_CONTRACTS),
    _count("notices_180", MONEY, LOWER, **OF_CONTRACTS),
    _ratio("notice_kept", MONEY, HIGHER, 100, needs=CONTRACTS, scopes=(DOMAIN,)),
    _count("renewal_traps", MONEY, LOWER, 0, **OF_CONTRACTS),
    _ratio("license_use", MONEY, needs=ASSETS, scopes=(DOMAIN,), is_state=True),
)  # fmt: skip
BY_CODE: Final = {one.code: one for one in ALL}
COUNTED: Final = tuple(one for one in ALL if one.kind != DIFFERENCE)
"""Those that are counted; a difference is taken from its parts when it is read."""
