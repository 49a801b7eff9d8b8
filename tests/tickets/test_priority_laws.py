"""Laws of the priority engine that must hold for any facts."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tickets.rules.facts import (
    CARE_ANSWERS,
    DEADLINES,
    REACHES,
    WORKAROUNDS,
    Adjustment,
    Facts,
    FiveAnswers,
    ReportAnswer,
    facts_from_data,
    worsen,
)
from tickets.rules.priority import OVERRIDES, priority_for
from tickets.rules.priority_trace import replay, steps_from_data

FLAGS = [
    "whole_unit", "whole_area_function", "service_down", "deadline_today", "active_attack", "patient_safety",
    "life_support", "patient_connected", "high_risk", "out_of_service", "malware", "phi_disclosure",
    "recall_class_one", "critical_workstation", "alarm_not_reaching", "vip",
]  # fmt: skip
KINDS = ["incident", "service_request", "change", "security_incident", "privacy_event", "problem"]

report_answers = st.builds(ReportAnswer, st.sampled_from(CARE_ANSWERS), st.booleans())
five_answers = st.builds(
    FiveAnswers, st.booleans(), st.booleans(), st.sampled_from(WORKAROUNDS), st.sampled_from(REACHES),
    st.sampled_from(DEADLINES),
)  # fmt: skip
raises = st.integers(1, 3).map(lambda to: Adjustment("raise", to + 1, to, "a", "b"))
lowerings = st.integers(1, 3).map(lambda at: Adjustment("lower", at, at + 1, "a", "b"))
any_facts = st.builds(
    Facts,
    area_class=st.sampled_from("ABCDE"),
    kind=st.sampled_from(KINDS),
    answers=st.one_of(report_answers, five_answers),
    later_answer=st.none() | report_answers,
    impact=st.none() | st.integers(1, 4),
    urgency=st.none() | st.integers(1, 4),
    reporters=st.integers(1, 120),
    units=st.integers(1, 3),
    service_tier=st.none() | st.integers(0, 4),
    backup_in_place=st.none() | st.booleans(),
    similar_in_15_min=st.integers(1, 5),
    adjustments=st.lists(raises | lowerings, max_size=3).map(tuple),
    **{flag: st.booleans() for flag in FLAGS},
)


def worse_by_one(facts: Facts) -> list[Facts]:
    """Every record that differs from `facts` by one fact that is worse."""
    worse = [replace(facts, **{flag: True}) for flag in FLAGS]
    worse.append(replace(facts, reporters=facts.reporters + 1))
    worse.append(replace(facts, units=facts.units + 1))
    worse.append(replace(facts, similar_in_15_min=facts.similar_in_15_min + 1))
    worse.append(replace(facts, backup_in_place=False))
    if facts.area_class != "A":
        worse.append(replace(facts, area_class=chr(ord(facts.area_class) - 1)))
    for name in ("impact", "urgency", "service_tier"):
        value = getattr(facts, name)
        if value is not None and value > 1:
            worse.append(replace(facts, **{name: value - 1}))
    return worse + [replace(facts, answers=answers) for answers in worse_answers(facts.answers)]


def worse_answers(answers: ReportAnswer | FiveAnswers) -> list[ReportAnswer | FiveAnswers]:
    if isinstance(answers, ReportAnswer):
        step = max(CARE_ANSWERS.index(answers.care) - 1, 0)
        return [replace(answers, harm=True), replace(answers, care=CARE_ANSWERS[step])]
    workaround = WORKAROUNDS[max(WORKAROUNDS.index(answers.workaround) - 1, 0)]
    reach = REACHES[min(REACHES.index(answers.reach) + 1, len(REACHES) - 1)]
    serious_by = DEADLINES[max(DEADLINES.index(answers.serious_by) - 1, 0)]
    return [
        replace(answers, harm=True),
        replace(answers, in_use_on_patient=True),
        replace(answers, workaround=workaround),
        replace(answers, reach=reach),
        replace(answers, serious_by=serious_by),
    ]


@settings(max_examples=300, deadline=None)
@given(any_facts)
def test_a_worse_fact_never_makes_a_ticket_less_urgent(facts):
    priority = priority_for(facts).priority
    for worse in worse_by_one(facts):
        assert priority_for(worse).priority <= priority, worse


@settings(max_examples=300, deadline=None)
@given(any_facts)
def test_every_override_that_holds_is_a_floor_unless_a_person_lowered_the_ticket(facts):
    facts = replace(facts, adjustments=())
    priority = priority_for(facts).priority
    for override in OVERRIDES:
        if override.holds(facts) and override.at_least is not None:
            assert priority <= override.at_least


@settings(max_examples=300, deadline=None)
@given(any_facts)
def test_the_stored_trace_replays_to_the_same_result(facts):
    decision = priority_for(facts)
    stored = json.loads(json.dumps(decision.trace_data()))
    told = {"impact": decision.impact, "urgency": decision.urgency, "priority": decision.priority}
    assert replay(steps_from_data(stored)) == told


@settings(max_examples=200, deadline=None)
@given(any_facts)
def test_stored_facts_decide_the_same_again(facts):
    stored = json.loads(json.dumps(facts.as_data()))
    assert facts_from_data(stored) == facts
    assert priority_for(facts_from_data(stored)) == priority_for(facts)


@settings(max_examples=200, deadline=None)
@given(any_facts, report_answers)
def test_a_later_report_never_makes_a_ticket_less_urgent(facts, answer):
    assert priority_for(worsen(facts, answer)).priority <= priority_for(facts).priority


@settings(max_examples=200, deadline=None)
@given(any_facts)
def test_a_vip_changes_nothing_but_the_watchers(facts):
    with_vip = priority_for(replace(facts, vip=True))
    without = priority_for(replace(facts, vip=False))
    assert with_vip.priority == without.priority
    assert tuple(code for code in with_vip.proposals if code != "add_watcher") == without.proposals


@settings(max_examples=100, deadline=None)
@given(any_facts)
def test_the_result_is_always_p1_to_p4(facts):
    assert priority_for(facts).priority in (1, 2, 3, 4)
