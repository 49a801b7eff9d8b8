"""The priority engine on the sixty demo tickets and on each of its rules."""

import json
from dataclasses import replace

import pytest

from tests.tickets.engine_vectors import VECTORS
from tickets.rules.facts import Adjustment, Facts, ReportAnswer, facts_from_data, worsen
from tickets.rules.priority import priority_for, urgent_only_by_form
from tickets.rules.priority_trace import replay, steps_from_data

COMPUTER = Facts("C", impact=4, urgency=4)


def rules_in(facts: Facts) -> list[str]:
    return [step.rule for step in priority_for(facts).trace]


def test_there_are_sixty_vectors():
    assert [vector.number for vector in VECTORS] == list(range(1, 61))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector.number}-{vector.area}")
def test_each_demo_ticket_gets_its_priority(vector):
    assert priority_for(vector.facts()).priority == vector.priority


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector.number}-{vector.area}")
def test_each_demo_ticket_keeps_its_impact_and_urgency_and_its_trace_tells_the_same(vector):
    decision = priority_for(vector.facts())
    told = {"impact": vector.impact, "urgency": vector.urgency, "priority": vector.priority}
    assert replay(decision.trace) == told
    assert replay(steps_from_data(json.loads(json.dumps(decision.trace_data())))) == told


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector.number}-{vector.area}")
def test_requests_and_changes_take_the_targets_of_p5(vector):
    planned = vector.kind in ("service_request", "change")
    assert priority_for(vector.facts()).target_priority == (5 if planned else vector.priority)


MATRIX = [
    (1, 1, 1), (1, 2, 1), (1, 3, 2), (1, 4, 3),
    (2, 1, 1), (2, 2, 2), (2, 3, 3), (2, 4, 4),
    (3, 1, 1), (3, 2, 3), (3, 3, 3), (3, 4, 4),
    (4, 1, 2), (4, 2, 3), (4, 3, 4), (4, 4, 4),
]  # fmt: skip


@pytest.mark.parametrize(("impact", "urgency", "priority"), MATRIX)
def test_without_modifiers_the_matrix_decides(impact, urgency, priority):
    assert priority_for(Facts("C", impact=impact, urgency=urgency)).priority == priority


@pytest.mark.parametrize(("impact", "urgency", "base"), MATRIX)
def test_class_a_raises_incidents_up_to_u3_by_one_step_but_not_above_p2(impact, urgency, base):
    expected = min(base, max(base - 1, 2)) if urgency <= 3 else base
    assert priority_for(Facts("A", impact=impact, urgency=urgency)).priority == expected


@pytest.mark.parametrize(("impact", "urgency", "base"), MATRIX)
def test_class_b_raises_incidents_up_to_u2_by_one_step_but_not_above_p2(impact, urgency, base):
    expected = min(base, max(base - 1, 2)) if urgency <= 2 else base
    assert priority_for(Facts("B", impact=impact, urgency=urgency)).priority == expected


@pytest.mark.parametrize("kind", ["service_request", "change", "problem", "security_incident", "task"])
def test_the_care_area_step_is_for_incidents_only(kind):
    assert priority_for(Facts("A", kind, impact=4, urgency=3)).priority == 4


@pytest.mark.parametrize(
    ("flags", "priority", "rule", "proposals"),
    [
        ({"patient_safety": True}, 1, "O1", {"page_on_call", "notify_charge_nurse", "link_safety_event"}),
        (
            {"life_support": True, "patient_connected": True},
            1,
            "O2",
            {"page_on_call", "joint_ticket_biomed_leads"},
        ),
        ({"high_risk": True, "out_of_service": True}, 2, "O3", {"round_the_clock"}),
        ({"high_risk": True, "out_of_service": True, "backup_in_place": True}, 3, "O3", {"round_the_clock"}),
        ({"service_tier": 0, "service_down": True}, 1, "O4", {"page_on_call", "propose_major_incident"}),
        ({"malware": True}, 1, "O5", {"page_on_call", "restrict", "open_security_incident"}),
        ({"phi_disclosure": True}, 2, "O6", {"tell_privacy", "round_the_clock"}),
        ({"similar_in_15_min": 3}, 4, "O7", {"group_similar", "propose_major_incident"}),
        ({"critical_workstation": True}, 3, "O8", set()),
        ({"recall_class_one": True}, 2, "O9", {"tell_biomed"}),
        ({"vip": True}, 4, "O10", {"add_watcher"}),
        ({"alarm_not_reaching": True}, 2, "O11", {"round_the_clock"}),
    ],
)
def test_each_override_sets_its_floor_and_says_so(flags, priority, rule, proposals):
    decision = priority_for(replace(COMPUTER, **flags))
    assert decision.priority == priority
    assert rule in [step.rule for step in decision.trace]
    assert set(decision.proposals) == proposals


@pytest.mark.parametrize(
    "flags",
    [
        {"life_support": True, "patient_connected": False},
        {"life_support": True, "patient_connected": True, "backup_in_place": True},
        {"high_risk": True},
        {"service_tier": 1, "service_down": True},
        {"service_tier": 0},
        {"similar_in_15_min": 2},
    ],
)
def test_half_a_condition_is_no_override(flags):
    decision = priority_for(replace(COMPUTER, **flags))
    assert decision.priority == 4
    assert decision.proposals == ()


def test_the_most_urgent_override_wins_and_every_match_is_kept():
    facts = replace(COMPUTER, malware=True, phi_disclosure=True, recall_class_one=True, vip=True)
    assert priority_for(facts).priority == 1
    assert rules_in(facts) == ["triage", "triage", "matrix", "O5", "O6", "O9", "O10"]


def test_a_critical_workstation_is_never_raised_above_p2():
    assert priority_for(Facts("A", impact=2, urgency=2, critical_workstation=True)).priority == 2
    assert priority_for(Facts("C", impact=1, urgency=1, critical_workstation=True)).priority == 1


def test_security_and_privacy_run_round_the_clock():
    assert "round_the_clock" in priority_for(Facts("E", "privacy_event", impact=4, urgency=3)).proposals


def test_the_correction_of_the_impact_keeps_the_computed_value_in_sight():
    facts = Facts("C", answers=ReportAnswer("slower"), service_tier=1, service_down=True, impact=3)
    impacts = [
        (step.rule, step.before, step.after) for step in priority_for(facts).trace if step.subject == "impact"
    ]
    assert impacts == [("reach", None, 4), ("service_down", 4, 1), ("triage", 1, 3)]


def test_the_facts_survive_storage():
    facts = Facts(
        "B",
        answers=ReportAnswer("unsafe", harm=True),
        later_answer=ReportAnswer("slower"),
        adjustments=(Adjustment("raise", 3, 2, "Beth Lawson", "two beds wait"),),
    )
    assert facts_from_data(json.loads(json.dumps(facts.as_data()))) == facts


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        (Facts("C"), "answers"),
        (Facts("C", impact=2), "answers"),
        (Facts("F", impact=1, urgency=1), "area_class"),
        (Facts("", impact=1, urgency=1), "area_class"),
        (Facts("C", impact=0, urgency=1), "impact"),
        (Facts("C", impact=1, urgency=5), "urgency"),
        (Facts("C", answers=ReportAnswer("terrible")), "answers.care"),
        (Facts("C", answers=ReportAnswer("slower"), later_answer=ReportAnswer("bad")), "later_answer.care"),
    ],
)
def test_facts_outside_their_codes_are_refused_by_name(facts, named):
    with pytest.raises(ValueError, match=named):
        priority_for(facts)


def test_a_person_who_joins_and_finds_care_unsafe_raises_the_ticket_and_pages():
    before = Facts("C", answers=ReportAnswer("slower"))
    after = worsen(before, ReportAnswer("unsafe"))
    assert priority_for(before).priority == 3
    assert priority_for(after).priority == 2
    assert "page_on_call" in priority_for(after).proposals


def test_news_that_care_is_unsafe_outdates_an_earlier_lowering():
    lowered = Facts(
        "C",
        answers=ReportAnswer("unsafe", harm=True),
        adjustments=(Adjustment("lower", 1, 2, "Jorge Pacheco", "spare"),),
    )
    assert priority_for(lowered).priority == 2
    assert priority_for(worsen(lowered, ReportAnswer("slower"))).priority == 2
    assert priority_for(worsen(lowered, ReportAnswer("unsafe"))).priority == 1


def test_a_lowering_holds_only_for_the_priority_it_was_judged_on():
    lowered = Facts(
        "C", impact=2, urgency=2, adjustments=(Adjustment("lower", 2, 3, "Jorge Pacheco", "paper works"),)
    )
    assert priority_for(lowered).priority == 3
    worse = replace(lowered, patient_safety=True)
    assert priority_for(worse).priority == 1
    assert priority_for(worse).trace[-1].reason == "lowering_outdated"


def test_a_clinical_raise_stays_when_the_ticket_is_computed_again():
    raised = replace(COMPUTER, adjustments=(Adjustment("raise", 4, 3, "Tomas Lindqvist", "clinic waits"),))
    assert priority_for(raised).priority == 3
    assert priority_for(replace(raised, urgency=3)).priority == 3


def test_a_p1_that_only_the_form_made_is_recognized():
    assert urgent_only_by_form(Facts("C", answers=ReportAnswer("unsafe", harm=True))) is True
    assert urgent_only_by_form(Facts("C", answers=ReportAnswer("unsafe", harm=True), malware=True)) is False
    assert (
        urgent_only_by_form(Facts("C", answers=ReportAnswer("unsafe", harm=True), patient_safety=True))
        is False
    )
    assert urgent_only_by_form(Facts("C", answers=ReportAnswer("unsafe"))) is False


def test_an_edited_trace_is_noticed():
    data = priority_for(Facts("A", impact=4, urgency=3)).trace_data()
    data[2]["after"] = 1
    with pytest.raises(ValueError, match="care_area starts at 4, not at 1"):
        replay(steps_from_data(data))
