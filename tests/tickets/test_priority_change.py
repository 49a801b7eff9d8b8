"""Who may raise or lower a priority, and what has to be recorded."""

from dataclasses import replace

import pytest

from tickets.rules.facts import Adjustment
from tickets.rules.priority_change import PriorityChange, adjustment_for, refusals

TRIAGE = frozenset({"ticket.triage"})
LEAD = frozenset({"ticket.triage", "ticket.lower_priority"})
CLINICAL_LEADER = frozenset({"ticket.raise_priority"})
NOBODY: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("before", "after", "verbs", "codes"),
    [
        (3, 3, LEAD, ("no_change",)),
        (3, 5, LEAD, ("out_of_range",)),
        (3, 0, LEAD, ("out_of_range",)),
        (4, 1, TRIAGE, ()),
        (4, 3, CLINICAL_LEADER, ()),
        (2, 1, CLINICAL_LEADER, ()),
        (4, 2, CLINICAL_LEADER, ("one_step_only",)),
        (4, 3, NOBODY, ("not_allowed",)),
        (3, 4, TRIAGE, ()),
        (3, 4, CLINICAL_LEADER, ("not_allowed",)),
        (2, 3, TRIAGE, ("not_allowed",)),
        (2, 3, LEAD, ("speak_to_unit",)),
        (1, 3, LEAD, ("one_step_only", "speak_to_unit")),
    ],
)
def test_who_may_change_the_priority(before, after, verbs, codes):
    assert refusals(PriorityChange(before, after, verbs, "checked")) == codes


def test_a_lead_who_spoke_to_the_unit_lowers_by_one_step():
    assert refusals(PriorityChange(2, 3, LEAD, "paper chart works", spoke_to_unit=True)) == ()


def test_a_change_needs_a_reason():
    assert refusals(PriorityChange(3, 2, TRIAGE, "  ")) == ("reason_needed",)


PATIENT_SAFETY = PriorityChange(1, 2, LEAD, "spare in use", patient_safety=True, spoke_to_unit=True)


def test_a_patient_safety_p1_needs_the_charge_nurse_and_the_engineer():
    assert refusals(PATIENT_SAFETY) == ("charge_nurse_needed", "engineer_needed")
    assert refusals(replace(PATIENT_SAFETY, charge_nurse="Dana Ruiz")) == ("engineer_needed",)
    assert refusals(replace(PATIENT_SAFETY, charge_nurse="Dana Ruiz", engineer="June Hale")) == ()


FORM_ONLY = PriorityChange(
    1, 2, TRIAGE, "caller pressed the wrong card", patient_safety=True, only_by_form=True
)


def test_triage_lowers_a_p1_that_only_the_form_made_once_and_by_one_step():
    assert refusals(FORM_ONLY) == ()
    assert refusals(replace(FORM_ONLY, after=3)) == ("one_step_only",)
    assert refusals(replace(FORM_ONLY, lowered_before=True)) == ("not_allowed",)
    assert refusals(replace(FORM_ONLY, reason="")) == ("reason_needed",)


def test_the_change_becomes_what_the_engine_keeps():
    assert adjustment_for(FORM_ONLY, "Jorge Pacheco") == Adjustment(
        "lower", 1, 2, "Jorge Pacheco", "caller pressed the wrong card"
    )
    assert adjustment_for(PriorityChange(4, 2, TRIAGE, "two wards"), "Jorge Pacheco").direction == "raise"
