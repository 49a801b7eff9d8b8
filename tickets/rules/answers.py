"""From the answers people give to impact and urgency (domain/2 §2.2)."""

from tickets.rules.facts import NOT_AFFECTED, SLOWER, UNSAFE, Facts, FiveAnswers, ReportAnswer
from tickets.rules.priority_trace import IMPACT, URGENCY, Trace

URGENCY_OF_CARE = {UNSAFE: 2, SLOWER: 3, NOT_AFFECTED: 4}
IMPACT_OF_REACH = {"one": 4, "few": 3, "unit": 2, "many": 1}
FEW_REPORTERS = 2
UNIT_REPORTERS = 20
SITE_REPORTERS = 100
SEVERAL_UNITS = 2
LAST_SITE_WIDE_TIER = 1

SUPPORT_CLASS = "E"
CLASSES_WITH_SLOWER_FLOOR = frozenset("ABC")


def someone_may_be_harmed(facts: Facts) -> bool:
    """Patient safety, said by any answer or recorded by staff."""
    said = (facts.answers, facts.later_answer)
    return facts.patient_safety or any(answer is not None and answer.harm for answer in said)


def care_is_unsafe(facts: Facts) -> bool:
    """*Delayed or unsafe* on the form or by a person who joined. In class E the words read *Work stopped*."""
    if facts.area_class == SUPPORT_CLASS:
        return False
    said = (facts.answers, facts.later_answer)
    return any(isinstance(answer, ReportAnswer) and answer.care == UNSAFE for answer in said)


def write_urgency(facts: Facts, trace: Trace) -> None:
    """Urgency from the answers, then triage's correction, then what must never be forgotten."""
    if isinstance(facts.answers, FiveAnswers):
        urgency, reason = _urgency_of_five(facts.answers)
        trace.set("questions", URGENCY, urgency, reason)
    elif facts.answers is not None:
        care = facts.answers.care
        trace.set("form", URGENCY, URGENCY_OF_CARE[care], _care_reason(facts, care))
    if facts.urgency is not None:
        trace.set("triage", URGENCY, facts.urgency, "urgency_set")
    if facts.later_answer is not None:
        care = facts.later_answer.care
        trace.floor("joined", URGENCY, URGENCY_OF_CARE[care], _care_reason(facts, care))
    if someone_may_be_harmed(facts):
        trace.floor("harm", URGENCY, 1, "someone_may_be_harmed")
    if facts.active_attack:
        trace.floor("attack", URGENCY, 1, "attack_in_progress")
    if facts.deadline_today:
        trace.floor("deadline", URGENCY, 2, "deadline_today")


def write_impact(facts: Facts, trace: Trace) -> None:
    """Impact from the reach of the problem; triage's correction replaces it; what was computed stays."""
    if facts.impact is None or facts.answers is not None:
        reach = facts.answers.reach if isinstance(facts.answers, FiveAnswers) else "one"
        trace.set("reach", IMPACT, IMPACT_OF_REACH[reach], f"reach_{reach}")
        for rule, at_least, reason in _reach_floors(facts):
            trace.floor(rule, IMPACT, at_least, reason)
    if facts.impact is not None:
        trace.set("triage", IMPACT, facts.impact, "impact_set")


def _care_reason(facts: Facts, care: str) -> str:
    """The answer as it was asked: class E is asked about work, the others about care."""
    return f"work_{care}" if facts.area_class == SUPPORT_CLASS else f"care_{care}"


def _urgency_of_five(answers: FiveAnswers) -> tuple[int, str]:
    """The first line that holds. *Today* is read as today or sooner, so that sooner never counts less."""
    if answers.harm:
        return 1, "someone_may_be_harmed"
    if answers.in_use_on_patient and answers.workaround == "no":
        return 1, "in_use_without_workaround"
    if answers.serious_by in ("now", "within_4h") and answers.workaround != "yes":
        return 2, "serious_within_4h"
    if answers.workaround != "yes":
        return 3, "workaround_not_lasting"
    if answers.serious_by in ("now", "within_4h", "today"):
        return 3, "serious_today"
    return 4, "can_wait"


def _reach_floors(facts: Facts) -> list[tuple[str, int, str]]:
    rules = (
        (facts.high_risk, "high_risk_device", 3, "high_risk_device"),
        (facts.reporters >= FEW_REPORTERS, "reporters", 3, "several_reporters"),
        (facts.reporters >= UNIT_REPORTERS, "reporters", 2, "as_many_as_a_unit"),
        (facts.whole_unit, "whole_unit", 2, "whole_unit"),
        (facts.whole_area_function, "area_function", 2, "central_function_of_the_area"),
        (facts.reporters >= SITE_REPORTERS, "reporters", 1, "a_hundred_or_more"),
        (facts.units >= SEVERAL_UNITS, "units", 1, "several_units"),
        (_service_down(facts, LAST_SITE_WIDE_TIER), "service_down", 1, "tier_0_or_1_down"),
    )
    return [(rule, at_least, reason) for holds, rule, at_least, reason in rules if holds]


def _service_down(facts: Facts, last_tier: int) -> bool:
    return facts.service_down and facts.service_tier is not None and facts.service_tier <= last_tier
