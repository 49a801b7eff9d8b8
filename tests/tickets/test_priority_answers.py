"""From the answers of the report form and of the five questions to codes and priority."""

import pytest

from tickets.rules.facts import Facts, FiveAnswers, ReportAnswer
from tickets.rules.priority import priority_for

REACHES = {
    "one": {},
    "2 reporters": {"reporters": 2},
    "19 reporters": {"reporters": 19},
    "20 reporters": {"reporters": 20},
    "99 reporters": {"reporters": 99},
    "whole unit": {"whole_unit": True},
    "area function": {"whole_area_function": True},
    "two units": {"units": 2},
    "100 reporters": {"reporters": 100},
    "tier 1 down": {"service_tier": 1, "service_down": True},
    "tier 0 down": {"service_tier": 0, "service_down": True},
    "tier 2 down": {"service_tier": 2, "service_down": True},
    "high-risk device": {"high_risk": True},
}

# One digit for each reach above, in that order.
EXPECTED = {
    ("unsafe", "A"): "2222222111122",
    ("unsafe", "B"): "2222222111122",
    ("unsafe", "C"): "2222222111122",
    ("unsafe", "D"): "2222222111122",
    ("unsafe", "E"): "3332222111133",
    ("slower", "A"): "3222222222132",
    ("slower", "B"): "3333333222133",
    ("slower", "C"): "3333333222133",
    ("slower", "D"): "4333333222143",
    ("slower", "E"): "4333333222143",
    ("not_affected", "A"): "4444444333144",
    ("not_affected", "B"): "4444444333144",
    ("not_affected", "C"): "4444444333144",
    ("not_affected", "D"): "4444444333144",
    ("not_affected", "E"): "4444444333144",
}
TABLE = [
    (care, area_class, reach, int(digit))
    for (care, area_class), digits in EXPECTED.items()
    for reach, digit in zip(REACHES, digits, strict=True)
]


@pytest.mark.parametrize(("care", "area_class", "reach", "priority"), TABLE)
def test_answer_class_and_reporters_give_the_priority(care, area_class, reach, priority):
    assert priority_for(Facts(area_class, answers=ReportAnswer(care), **REACHES[reach])).priority == priority


@pytest.mark.parametrize("area_class", "ABCDE")
@pytest.mark.parametrize("reach", REACHES)
def test_someone_may_be_harmed_is_always_p1(area_class, reach):
    decision = priority_for(Facts(area_class, answers=ReportAnswer("unsafe", harm=True), **REACHES[reach]))
    assert (decision.priority, decision.urgency) == (1, 1)
    assert "notify_charge_nurse" in decision.proposals


@pytest.mark.parametrize(
    ("reach", "impact"),
    list(zip(REACHES, (4, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 4, 3), strict=True)),
)
def test_the_reach_gives_the_impact(reach, impact):
    assert priority_for(Facts("C", answers=ReportAnswer("slower"), **REACHES[reach])).impact == impact


@pytest.mark.parametrize(("care", "urgency"), [("unsafe", 2), ("slower", 3), ("not_affected", 4)])
@pytest.mark.parametrize("area_class", "ABCDE")
def test_the_care_answer_gives_the_urgency_in_every_class(area_class, care, urgency):
    assert priority_for(Facts(area_class, answers=ReportAnswer(care))).urgency == urgency


@pytest.mark.parametrize(
    ("area_class", "pages"), [("A", True), ("B", True), ("C", True), ("D", True), ("E", False)]
)
def test_delayed_or_unsafe_pages_the_on_call_except_in_class_e(area_class, pages):
    decision = priority_for(Facts(area_class, answers=ReportAnswer("unsafe")))
    assert ("page_on_call" in decision.proposals) is pages


@pytest.mark.parametrize("care", ["slower", "not_affected"])
def test_the_other_two_answers_page_nobody(care):
    assert priority_for(Facts("A", answers=ReportAnswer(care))).proposals == ()


URGENCY_ROWS = [
    # harm, on a patient, workaround, serious by -> urgency
    (True, False, "yes", "no_hurry", 1),
    (False, True, "no", "no_hurry", 1),
    (False, True, "not_for_long", "now", 2),
    (False, True, "yes", "now", 3),
    (False, False, "no", "now", 2),
    (False, False, "no", "within_4h", 2),
    (False, False, "no", "today", 3),
    (False, False, "no", "no_hurry", 3),
    (False, False, "not_for_long", "within_4h", 2),
    (False, False, "not_for_long", "this_week", 3),
    (False, False, "yes", "now", 3),
    (False, False, "yes", "within_4h", 3),
    (False, False, "yes", "today", 3),
    (False, False, "yes", "this_week", 4),
    (False, False, "yes", "no_hurry", 4),
]


@pytest.mark.parametrize(("harm", "on_patient", "workaround", "serious_by", "urgency"), URGENCY_ROWS)
def test_the_five_answers_give_the_urgency(harm, on_patient, workaround, serious_by, urgency):
    answers = FiveAnswers(harm, on_patient, workaround, "one", serious_by)
    assert priority_for(Facts("C", answers=answers)).urgency == urgency


@pytest.mark.parametrize(("reach", "impact"), [("one", 4), ("few", 3), ("unit", 2), ("many", 1)])
def test_the_fourth_answer_gives_the_impact(reach, impact):
    assert (
        priority_for(Facts("C", answers=FiveAnswers(False, False, "yes", reach, "no_hurry"))).impact == impact
    )


CALM = FiveAnswers(False, False, "yes", "one", "no_hurry")


def test_an_attack_in_progress_is_u1_and_a_deadline_today_is_u2():
    assert priority_for(Facts("C", answers=CALM, active_attack=True)).urgency == 1
    assert priority_for(Facts("C", answers=CALM, deadline_today=True)).urgency == 2


def test_harm_on_the_phone_is_patient_safety():
    decision = priority_for(Facts("E", answers=FiveAnswers(True, False, "yes", "one", "no_hurry")))
    assert decision.priority == 1
    assert "link_safety_event" in decision.proposals


def test_triage_corrects_the_urgency_but_not_the_floor_of_the_report_form():
    decision = priority_for(Facts("C", answers=ReportAnswer("unsafe"), urgency=4))
    assert (decision.urgency, decision.priority) == (4, 2)
