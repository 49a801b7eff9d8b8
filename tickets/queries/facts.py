"""The facts of a ticket as the priority engine takes them (domain/2 §2.2)."""

from typing import Any

from tickets.queries.device_facts import record_facts
from tickets.rules.fact_sources import SAID
from tickets.rules.facts import Adjustment, Facts, FiveAnswers, ReportAnswer

FLAGS = (
    "whole_unit",
    "whole_area_function",
    "service_down",
    "deadline_today",
    "active_attack",
    "patient_safety",
    "life_support",
    "patient_connected",
    "high_risk",
    "out_of_service",
    "backup_in_place",
    "malware",
    "phi_disclosure",
    "recall_class_one",
    "critical_workstation",
    "alarm_not_reaching",
)
"""Names that `Ticket.flags` may hold: yes-or-no facts that people recorded."""

CLASS_WITHOUT_PLACE = "C"
"""A ticket without a place counts as a bedside one, because when unsure the higher priority holds."""


def facts_of(ticket: Any) -> Facts:
    """The facts as the engine takes them; see `sourced_facts`."""
    return sourced_facts(ticket)[0]


def sourced_facts(ticket: Any) -> tuple[Facts, dict[str, str]]:
    """Read the facts, and where each recorded flag came from (codes of `rules.fact_sources`).

    Place, device, service and reporters as they are now, answers and decisions as they were kept. An imported ticket
    has no answers; then its stored impact and urgency speak.
    """
    kept = ticket.priority_facts
    answers = _answers(kept.get("answers"))
    without = answers is None
    sources = {**dict.fromkeys(ticket.flags, SAID), **record_facts(ticket)}
    flags = {name: True for name in sources if name in FLAGS}
    facts = Facts(
        area_class=ticket.care_area.care_class if ticket.care_area else CLASS_WITHOUT_PLACE,
        kind=ticket.kind,
        answers=answers,
        later_answer=ReportAnswer(**kept["later_answer"]) if kept.get("later_answer") else None,
        impact=kept.get("impact", ticket.impact if without else None),
        urgency=kept.get("urgency", ticket.urgency if without else None),
        reporters=ticket.reporters_count,
        units=_units(ticket),
        service_tier=_tier(ticket),
        vip=bool(ticket.requester and ticket.requester.is_vip),
        adjustments=tuple(Adjustment(**item) for item in kept.get("adjustments", ())),
        **flags,
    )
    return facts, sources


def _answers(data: dict[str, Any] | None) -> ReportAnswer | FiveAnswers | None:
    if data is None:
        return None
    return ReportAnswer(**data) if "care" in data else FiveAnswers(**data)


def _units(ticket: Any) -> int:
    if ticket.reporters_count < 2:
        return 1
    rows = ticket.reporters.filter(care_area__isnull=False)
    return max(1, rows.values("care_area").distinct().count())


def _tier(ticket: Any) -> int | None:
    tier = ticket.service.tier if ticket.service else ""
    return int(tier) if tier.isdigit() else None
