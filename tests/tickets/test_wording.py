"""Every code of the rules has words, and a trace reads as sentences."""

import ast
from pathlib import Path

import pytest

from tickets import wording
from tickets.rules import answers, closing, priority
from tickets.rules.facts import Adjustment, Facts, FiveAnswers, ReportAnswer
from tickets.rules.priority import OVERRIDES, priority_for


def test_a_trace_reads_as_sentences():
    facts = Facts(
        "A",
        answers=ReportAnswer("unsafe"),
        high_risk=True,
        adjustments=(Adjustment("raise", 2, 1, "Beth Lawson", "two beds wait"),),
    )
    assert wording.trace_sentences(priority_for(facts).trace_data()) == [
        "One person or one room is affected: impact I4.",
        "A high-risk device is affected: impact I4 to I3.",
        "Answered: delayed or unsafe: urgency U2.",
        "From impact and urgency: priority P3.",
        "Care area of class A, minutes matter: one step up, not above P2: priority P3 to P2.",
        "Answered: delayed or unsafe: priority stays P2.",
        "Raised by Beth Lawson (two beds wait): priority P2 to P1.",
    ]


def test_class_e_is_asked_about_work_and_its_trace_says_so():
    trace = priority_for(Facts("E", answers=ReportAnswer("unsafe"))).trace_data()
    assert wording.trace_sentence(trace[1]) == "Answered: work stopped: urgency U2."


def test_a_reason_of_another_version_is_shown_as_its_code():
    step = {
        "rule": "X",
        "subject": "priority",
        "before": 3,
        "after": 2,
        "reason": "moon",
        "by": "",
        "note": "",
    }
    assert wording.trace_sentence(step) == "moon: priority P3 to P2."


def reasons_named_in(module: object) -> set[str]:
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in wording.REASONS
    }


def test_every_override_has_words():
    assert {override.reason for override in OVERRIDES} - set(wording.REASONS) == set()


def test_no_words_are_left_over():
    used = reasons_named_in(answers) | reasons_named_in(priority)
    built = {
        code
        for code in wording.REASONS
        if code.startswith(("reach_", "care_", "work_", "class_A", "class_B"))
    }
    assert set(wording.REASONS) - used - built == set()


@pytest.mark.parametrize("reach", ["one", "few", "unit", "many"])
@pytest.mark.parametrize("workaround", ["no", "not_for_long", "yes"])
@pytest.mark.parametrize("serious_by", ["now", "today", "no_hurry"])
def test_every_answer_leads_to_known_reasons(reach, workaround, serious_by):
    facts = Facts(
        "B", answers=FiveAnswers(False, True, workaround, reach, serious_by), reporters=100, units=2
    )
    assert {step.reason for step in priority_for(facts).trace} - set(wording.REASONS) == set()


def test_every_close_code_heading_and_cause_has_words():
    assert tuple(wording.CLOSE_CODES) == closing.CLOSE_CODES
    assert tuple(wording.CLOSE_HEADINGS) == tuple(closing.CLOSE_CODES_BY_HEADING)
    assert tuple(wording.CAUSES) == closing.CAUSES
