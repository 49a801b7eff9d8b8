"""Words for the codes of the ticket rules: the steps of a priority, why a ticket was routed, how it was closed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tickets.rules import fact_sources
from tickets.rules.priority_trace import IMPACT, PRIORITY, URGENCY

SUBJECTS: dict[str, Promise] = {
    IMPACT: gettext_lazy("Impact"),
    URGENCY: gettext_lazy("Urgency"),
    PRIORITY: gettext_lazy("Priority"),
}
LETTERS = {IMPACT: "I", URGENCY: "U", PRIORITY: "P"}

REASONS: dict[str, Promise] = {
    "reach_one": gettext_lazy("One person or one room is affected"),
    "reach_few": gettext_lazy("2 to 19 people or rooms are affected"),
    "reach_unit": gettext_lazy("A whole unit, or 20 to 99 people, are affected"),
    "reach_many": gettext_lazy("Several units, or 100 people and more, are affected"),
    "high_risk_device": gettext_lazy("A high-risk device is affected"),
    "several_reporters": gettext_lazy("More than one person reported it"),
    "as_many_as_a_unit": gettext_lazy("20 people or more reported it"),
    "a_hundred_or_more": gettext_lazy("100 people or more reported it"),
    "whole_unit": gettext_lazy("The whole unit is affected"),
    "central_function_of_the_area": gettext_lazy("A central function of the unit is affected"),
    "several_units": gettext_lazy("More than one unit is affected"),
    "tier_0_or_1_down": gettext_lazy("A service of tier 0 or 1 is down"),
    "impact_set": gettext_lazy("Set at triage"),
    "urgency_set": gettext_lazy("Set at triage"),
    "someone_may_be_harmed": gettext_lazy("Someone may be harmed"),
    "in_use_without_workaround": gettext_lazy("In use on a patient, and there is no other way to work"),
    "serious_within_4h": gettext_lazy("Serious within 4 hours, and there is no lasting other way to work"),
    "workaround_not_lasting": gettext_lazy("There is no lasting other way to work"),
    "serious_today": gettext_lazy("Serious today, but there is another way to work"),
    "can_wait": gettext_lazy("There is another way to work, and it can wait"),
    "care_unsafe": gettext_lazy("Answered: delayed or unsafe"),
    "care_slower": gettext_lazy("Answered: slower"),
    "care_not_affected": gettext_lazy("Answered: not affected"),
    "work_unsafe": gettext_lazy("Answered: work stopped"),
    "work_slower": gettext_lazy("Answered: slower"),
    "work_not_affected": gettext_lazy("Answered: can wait"),
    "attack_in_progress": gettext_lazy("An attack is in progress"),
    "deadline_today": gettext_lazy("The service has a deadline today"),
    "impact_and_urgency": gettext_lazy("From impact and urgency"),
    "class_A": gettext_lazy("Care area of class A, minutes matter: one step up, not above P2"),
    "class_B": gettext_lazy("Care area of class B, hours matter: one step up, not above P2"),
    "critical_workstation": gettext_lazy("Critical workstation: one step up, not above P2"),
    "patient_safety": gettext_lazy("Patient safety"),
    "life_support_without_backup": gettext_lazy("Life support on a patient without a confirmed backup"),
    "high_risk_without_backup": gettext_lazy("High-risk device out of service, no backup in the unit"),
    "high_risk_with_backup": gettext_lazy("High-risk device out of service, backup in place"),
    "tier_0_down": gettext_lazy("A service of tier 0 is down"),
    "malware_or_stolen_credentials": gettext_lazy("Malware, or stolen credentials in use"),
    "possible_phi_disclosure": gettext_lazy("Patient data may have been disclosed"),
    "similar_tickets": gettext_lazy("Three or more similar tickets within 15 minutes"),
    "class_1_recall_open": gettext_lazy("A class I recall is open on the device"),
    "vip_requester": gettext_lazy("The requester is on the watch list, which changes no priority"),
    "alarm_not_reaching_staff": gettext_lazy("An alarm or call does not reach staff"),
    "restricted_kind": gettext_lazy("Security and privacy work runs around the clock"),
    "raised_by_person": gettext_lazy("Raised"),
    "lowered_by_person": gettext_lazy("Lowered"),
    "lowering_outdated": gettext_lazy("An earlier lowering no longer holds"),
}

SOURCES: dict[str, Promise] = {
    fact_sources.SAID: gettext_lazy("somebody said so"),
    fact_sources.DEVICE: gettext_lazy("by the record of %(label)s"),
    fact_sources.RECALL: gettext_lazy("by the recalls of %(label)s"),
    fact_sources.WORKSTATION: gettext_lazy("by the record of %(label)s"),
}
"""Where a fact came from, for the codes of `rules.fact_sources`."""

CLOSE_HEADINGS: dict[str, Promise] = {
    "repaired": gettext_lazy("Repaired"),
    "software": gettext_lazy("Software fixed"),
    "settings": gettext_lazy("Settings changed"),
    "restarted": gettext_lazy("Restarted"),
    "exchanged": gettext_lazy("Replaced"),
    "network": gettext_lazy("Network fixed"),
    "use": gettext_lazy("Use and training"),
    "nothing_found": gettext_lazy("Nothing found"),
    "vendor": gettext_lazy("Fixed by the vendor"),
    "change": gettext_lazy("Change undone or mended"),
    "outside": gettext_lazy("Cause from outside"),
    "nothing_to_fix": gettext_lazy("Nothing to fix"),
}

CLOSE_CODES: dict[str, Promise] = {
    "fixed_hw": gettext_lazy("Hardware repaired"),
    "parts_failure": gettext_lazy("Part failed and was replaced"),
    "fixed_sw": gettext_lazy("Software repaired"),
    "config": gettext_lazy("Setting corrected"),
    "restart": gettext_lazy("Restarted"),
    "replaced": gettext_lazy("Device replaced"),
    "accessory": gettext_lazy("Accessory or cable replaced"),
    "battery": gettext_lazy("Battery replaced"),
    "network": gettext_lazy("Network repaired"),
    "user_error": gettext_lazy("Used in a way that cannot work"),
    "training": gettext_lazy("Shown how to use it"),
    "no_problem_found": gettext_lazy("No problem found"),
    "unable_to_reproduce": gettext_lazy("Could not be reproduced"),
    "vendor_fixed": gettext_lazy("Fixed by the vendor"),
    "change_caused": gettext_lazy("Caused by a change"),
    "environmental": gettext_lazy("Power, water, heat or building"),
    "cyber": gettext_lazy("Cyberattack"),
    "by_design": gettext_lazy("Works as designed"),
    "known_error": gettext_lazy("Known error with a workaround"),
    "duplicate": gettext_lazy("Duplicate"),
    "cancelled": gettext_lazy("No longer needed"),
}

CAUSES: dict[str, Promise] = {
    "hardware": gettext_lazy("Hardware failure"),
    "software": gettext_lazy("Software fault"),
    "configuration": gettext_lazy("Setting or permission"),
    "interface": gettext_lazy("Interface or data"),
    "network": gettext_lazy("Network"),
    "environment": gettext_lazy("Power or building"),
    "wear": gettext_lazy("Wear, battery or accessory"),
    "use": gettext_lazy("Use"),
    "change": gettext_lazy("Change"),
    "supplier": gettext_lazy("Vendor or supplier"),
    "security": gettext_lazy("Security event"),
    "unknown": gettext_lazy("Not known"),
}


def trace_sentence(step: Mapping[str, Any]) -> str:
    """One step of a stored trace in words: "Someone may be harmed: priority P2 to P1.".

    `step` is an item of `Decision.trace_data()`. A reason this version does not know is shown as its code.
    """
    subject, before, after = step["subject"], step["before"], step["after"]
    letter = LETTERS[subject]
    values = {
        "reason": _reason(step),
        "subject": str(SUBJECTS[subject]).lower(),
        "before": f"{letter}{before}",
        "after": f"{letter}{after}",
    }
    if before is None:
        return _("%(reason)s: %(subject)s %(after)s.") % values
    if before == after:
        return _("%(reason)s: %(subject)s stays %(after)s.") % values
    return _("%(reason)s: %(subject)s %(before)s to %(after)s.") % values


def trace_sentences(trace: Iterable[Mapping[str, Any]]) -> list[str]:
    """The whole trace in words, in order."""
    return [trace_sentence(step) for step in trace]


def _reason(step: Mapping[str, Any]) -> str:
    reason = str(REASONS.get(step["reason"], step["reason"]))
    if sources := step.get("sources"):
        told = sorted({_source(code) for code in sources.values()})
        reason = _("%(reason)s (%(sources)s)") % {"reason": reason, "sources": ", ".join(told)}
    if not step.get("by"):
        return reason
    named = {"reason": reason, "by": step["by"], "note": step.get("note", "")}
    if named["note"]:
        return _("%(reason)s by %(by)s (%(note)s)") % named
    return _("%(reason)s by %(by)s") % named


def _source(code: str) -> str:
    kind, _colon, label = code.partition(":")
    return str(SOURCES[kind]) % {"label": label} if kind in SOURCES else code
