"""The priority engine: matrix, care-area step, overrides as floors, then what people decided (domain/2 §2.2).

Requests and changes run through the same steps; their result is a handling priority and their targets are
those of P5. The place of the problem decides the class, never the reporter's personnel record.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tickets.rules.answers import (
    CLASSES_WITH_SLOWER_FLOOR,
    care_is_unsafe,
    someone_may_be_harmed,
    write_impact,
    write_urgency,
)
from tickets.rules.facts import (
    INCIDENT,
    LOWER,
    PLANNED_KINDS,
    RAISE,
    RESTRICTED_KINDS,
    SLOWER,
    Facts,
    ReportAnswer,
    faults_in,
)
from tickets.rules.priority_trace import IMPACT, PRIORITY, URGENCY, Step, Trace, steps_as_data

BASE_MATRIX = {
    1: {1: 1, 2: 1, 3: 2, 4: 3},
    2: {1: 1, 2: 2, 3: 3, 4: 4},
    3: {1: 1, 2: 3, 3: 3, 4: 4},
    4: {1: 2, 2: 3, 3: 4, 4: 4},
}
# The least urgent urgency that is still raised in a class; classes without an entry are not raised.
RAISED_UP_TO_URGENCY = {"A": 3, "B": 2}
STEP_LIMIT = 2
PLANNED_TARGET = 5
SIMILAR_FOR_MAJOR_INCIDENT = 3


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer: `priority` 1 to 4, the impact and urgency it stands on, the trace, what follows from it.

    `proposals` are codes in the order of the rules: things the action does or offers (pages, notices, joint
    work, a major incident). `target_priority` is the row of the SLA table to use.
    """

    priority: int
    impact: int
    urgency: int
    target_priority: int
    trace: tuple[Step, ...]
    proposals: tuple[str, ...]

    def trace_data(self) -> list[dict[str, Any]]:
        """The trace as JSON-able data, to store with the ticket."""
        return steps_as_data(self.trace)


@dataclass(frozen=True, slots=True)
class Override:
    """A floor with its condition; `at_least` None means that the rule moves nothing and only proposes."""

    rule: str
    holds: Callable[[Facts], bool]
    at_least: int | None
    reason: str
    proposals: tuple[str, ...] = ()


def _backup_missing(facts: Facts) -> bool:
    return not facts.backup_in_place


def _out_of_service(facts: Facts) -> bool:
    return facts.high_risk and facts.out_of_service


def _slower(facts: Facts) -> bool:
    said = (facts.answers, facts.later_answer)
    slower = any(isinstance(answer, ReportAnswer) and answer.care == SLOWER for answer in said)
    return slower and facts.area_class in CLASSES_WITH_SLOWER_FLOOR


OVERRIDES: tuple[Override, ...] = (
    Override("form", care_is_unsafe, 2, "care_unsafe", ("page_on_call", "round_the_clock")),
    Override("form", _slower, 3, "care_slower"),
    Override(
        "O1",
        someone_may_be_harmed,
        1,
        "patient_safety",
        ("page_on_call", "notify_charge_nurse", "link_safety_event"),
    ),
    Override(
        "O2",
        lambda facts: facts.life_support and facts.patient_connected and _backup_missing(facts),
        1,
        "life_support_without_backup",
        ("page_on_call", "joint_ticket_biomed_leads"),
    ),
    Override(
        "O3",
        lambda facts: _out_of_service(facts) and _backup_missing(facts),
        2,
        "high_risk_without_backup",
        ("round_the_clock",),
    ),
    Override(
        "O3",
        lambda facts: _out_of_service(facts) and not _backup_missing(facts),
        3,
        "high_risk_with_backup",
        ("round_the_clock",),
    ),
    Override(
        "O4",
        lambda facts: facts.service_down and facts.service_tier == 0,
        1,
        "tier_0_down",
        ("page_on_call", "propose_major_incident"),
    ),
    Override(
        "O5",
        lambda facts: facts.malware,
        1,
        "malware_or_stolen_credentials",
        ("page_on_call", "restrict", "open_security_incident"),
    ),
    Override(
        "O6",
        lambda facts: facts.phi_disclosure,
        2,
        "possible_phi_disclosure",
        ("tell_privacy", "round_the_clock"),
    ),
    Override(
        "O7",
        lambda facts: facts.similar_in_15_min >= SIMILAR_FOR_MAJOR_INCIDENT,
        None,
        "similar_tickets",
        ("group_similar", "propose_major_incident"),
    ),
    Override("O9", lambda facts: facts.recall_class_one, 2, "class_1_recall_open", ("tell_biomed",)),
    Override("O10", lambda facts: facts.vip, None, "vip_requester", ("add_watcher",)),
    Override(
        "O11", lambda facts: facts.alarm_not_reaching, 2, "alarm_not_reaching_staff", ("round_the_clock",)
    ),
    Override(
        "kind", lambda facts: facts.kind in RESTRICTED_KINDS, None, "restricted_kind", ("round_the_clock",)
    ),
)


def priority_for(facts: Facts) -> Decision:
    """Decide. Facts outside their codes, or without a source of codes, are a ValueError naming the fields."""
    if faults := faults_in(facts):
        raise ValueError(f"Facts the engine cannot take: {', '.join(faults)}.")
    trace = Trace()
    write_impact(facts, trace)
    write_urgency(facts, trace)
    trace.set("matrix", PRIORITY, BASE_MATRIX[trace[IMPACT]][trace[URGENCY]], "impact_and_urgency")
    _step_for_care_area(facts, trace)
    _step_for_workstation(facts, trace)
    proposals = _apply_overrides(facts, trace)
    _apply_adjustments(facts, trace)
    return Decision(
        priority=trace[PRIORITY],
        impact=trace[IMPACT],
        urgency=trace[URGENCY],
        target_priority=PLANNED_TARGET if facts.kind in PLANNED_KINDS else trace[PRIORITY],
        trace=trace.steps(),
        proposals=proposals,
    )


def urgent_only_by_form(facts: Facts) -> bool:
    """Is this a P1 that would not be one without *Someone may be harmed* on the form?"""
    if facts.patient_safety or priority_for(facts).priority != 1:
        return False
    return priority_for(_without_harm(facts)).priority > 1


def _without_harm(facts: Facts) -> Facts:
    answers = replace(facts.answers, harm=False) if isinstance(facts.answers, ReportAnswer) else facts.answers
    later = replace(facts.later_answer, harm=False) if facts.later_answer is not None else None
    return replace(facts, answers=answers, later_answer=later)


def _step_for_care_area(facts: Facts, trace: Trace) -> None:
    limit = RAISED_UP_TO_URGENCY.get(facts.area_class)
    if facts.kind == INCIDENT and limit is not None and trace[URGENCY] <= limit:
        _one_step_up(trace, "care_area", f"class_{facts.area_class}")


def _step_for_workstation(facts: Facts, trace: Trace) -> None:
    if facts.critical_workstation:
        _one_step_up(trace, "O8", "critical_workstation")


def _one_step_up(trace: Trace, rule: str, reason: str) -> None:
    trace.floor(rule, PRIORITY, max(trace[PRIORITY] - 1, STEP_LIMIT), reason)


def _apply_overrides(facts: Facts, trace: Trace) -> tuple[str, ...]:
    proposals: list[str] = []
    for override in OVERRIDES:
        if override.holds(facts):
            at_least = trace[PRIORITY] if override.at_least is None else override.at_least
            trace.floor(override.rule, PRIORITY, at_least, override.reason)
            proposals += override.proposals
    return tuple(dict.fromkeys(proposals))


def _apply_adjustments(facts: Facts, trace: Trace) -> None:
    for change in facts.adjustments:
        if change.direction == RAISE:
            trace.floor(RAISE, PRIORITY, change.after, "raised_by_person", change.by, change.reason)
        elif change.direction == LOWER and trace[PRIORITY] == change.before:
            trace.set(LOWER, PRIORITY, change.after, "lowered_by_person", change.by, change.reason)
        else:
            trace.set(LOWER, PRIORITY, trace[PRIORITY], "lowering_outdated", change.by, change.reason)
