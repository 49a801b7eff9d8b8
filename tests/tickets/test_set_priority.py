"""Raising and lowering by people (domain/2 §2.2): who, how far, and what must be recorded."""

import pytest

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Forbidden, StaleVersion, ValueRefused
from tests.tickets import desk_cast as cast
from tickets.actions.priority import set_answers, set_priority
from tickets.actions.priority_facts import keep_answers, weigh
from tickets.models import Ticket
from tickets.rules.facts import FiveAnswers, ReportAnswer
from tickets.rules.priority_trace import replay, steps_from_data

pytestmark = pytest.mark.django_db


def reported(care: str, *, harm: bool = False, flags: tuple[str, ...] = (), **fields: object) -> Ticket:
    """A ticket whose priority the engine computed from the report form."""
    ticket = cast.ticket(**fields)
    keep_answers(ticket, ReportAnswer(care, harm), flags=flags)
    weigh(ticket)
    return ticket


def fresh(ticket: Ticket) -> Ticket:
    """The ticket as stored."""
    return Ticket.objects.get(pk=ticket.pk)


def verbs_of(ticket: Ticket) -> list[str]:
    """The verbs in the trail of the ticket."""
    entries = AuditEntry.objects.filter(target_type="tickets.ticket", target_id=str(ticket.pk))
    return list(entries.order_by("id").values_list("verb", flat=True))


@pytest.mark.parametrize(
    ("care", "harm", "priority"),
    [("unsafe", False, 2), ("unsafe", True, 1), ("slower", False, 3), ("not_affected", False, 4)],
)
def test_the_form_answer_gives_the_priority_in_a_class_a_unit(care: str, harm: bool, priority: int) -> None:
    ticket = reported(care, harm=harm)
    assert fresh(ticket).priority == priority
    assert fresh(ticket).is_patient_safety is harm
    assert replay(steps_from_data(ticket.priority_trace))["priority"] == priority


def test_an_imported_ticket_without_answers_keeps_its_impact_and_urgency() -> None:
    ticket = cast.ticket(impact=3, urgency=3, care_area=cast.unit("HIM", "E"))
    weigh(ticket)
    assert (ticket.impact, ticket.urgency, ticket.priority) == (3, 3, 3)


def test_the_agent_raises_with_a_reason_and_the_trail_keeps_both_values() -> None:
    team = cast.team()
    agent = cast.person("dana", "agent", team)
    ticket = reported("not_affected", team=team)
    set_priority(ticket.key, actor=agent, priority=2, reason="Label printer of the blood fridge", version=1)
    stored = fresh(ticket)
    assert (stored.priority, stored.version) == (2, 2)
    entry = AuditEntry.objects.get(verb="ticket.raise_priority")
    assert entry.changes["priority"] == [4, 2]
    assert entry.reason == "Label printer of the blood fridge"


def test_a_raise_holds_when_the_engine_runs_again() -> None:
    team = cast.team()
    agent = cast.person("dana", "agent", team)
    ticket = reported("not_affected", team=team)
    set_priority(ticket.key, actor=agent, priority=2, reason="Blood fridge")
    stored = fresh(ticket)
    weigh(stored)
    assert fresh(ticket).priority == 2


def test_without_a_reason_nothing_changes() -> None:
    agent = cast.person("dana", "agent", cast.team())
    ticket = reported("not_affected", team=cast.team())
    with pytest.raises(ValueRefused) as refusal:
        set_priority(ticket.key, actor=agent, priority=2, reason="  ")
    assert list(refusal.value.errors) == ["reason"]
    assert (fresh(ticket).priority, fresh(ticket).version, verbs_of(ticket)) == (4, 1, [])


def test_an_agent_may_not_lower_priority_2() -> None:
    agent = cast.person("dana", "agent", cast.team())
    ticket = reported("unsafe", team=cast.team())
    with pytest.raises(Forbidden):
        set_priority(ticket.key, actor=agent, priority=3, reason="Calm now", spoke_with="Charge nurse")
    assert (fresh(ticket).priority, verbs_of(ticket)) == (2, [])


def test_the_lead_lowers_priority_2_by_one_step_after_speaking_to_the_unit() -> None:
    lead = cast.person("june", "team_lead", cast.team())
    ticket = reported("unsafe", team=cast.team())
    with pytest.raises(ValueRefused) as refusal:
        set_priority(ticket.key, actor=lead, priority=4, reason="Calm now")
    assert set(refusal.value.errors) == {"priority", "spoke_with"}
    set_priority(ticket.key, actor=lead, priority=3, reason="Second printer works", spoke_with="Beth Lawson")
    assert fresh(ticket).priority == 3
    entry = AuditEntry.objects.get(verb="ticket.lower_priority")
    assert entry.changes["priority"] == [2, 3]
    assert entry.changes["spoke_with"] == [None, "Beth Lawson"]


def test_a_patient_safety_p1_needs_charge_nurse_and_engineer_on_record() -> None:
    lead = cast.person("june", "team_lead", cast.team())
    ticket = reported("unsafe", flags=("patient_safety",), team=cast.team())
    with pytest.raises(ValueRefused) as refusal:
        set_priority(ticket.key, actor=lead, priority=2, reason="Backup in use", spoke_with="Beth Lawson")
    assert set(refusal.value.errors) == {"charge_nurse", "engineer"}
    set_priority(
        ticket.key,
        actor=lead,
        priority=2,
        reason="Backup in use",
        spoke_with="Beth Lawson",
        charge_nurse="Beth Lawson",
        engineer="Marco Ruiz",
    )
    assert fresh(ticket).priority == 2


def test_triage_lowers_a_form_only_p1_once() -> None:
    agent = cast.person("dana", "agent", cast.team())
    ticket = reported("unsafe", harm=True, team=cast.team())
    set_priority(ticket.key, actor=agent, priority=2, reason="Called the unit: nobody at risk")
    assert fresh(ticket).priority == 2
    with pytest.raises(Forbidden):
        set_priority(ticket.key, actor=agent, priority=3, reason="And again")
    assert fresh(ticket).priority == 2


def test_the_house_supervisor_raises_one_step_only() -> None:
    supervisor = cast.person("omar", "house_supervisor")
    ticket = reported("not_affected", team=cast.team())
    with pytest.raises(ValueRefused) as refusal:
        set_priority(ticket.key, actor=supervisor, priority=2, reason="Ward is full")
    assert list(refusal.value.errors) == ["priority"]
    set_priority(ticket.key, actor=supervisor, priority=3, reason="Ward is full")
    assert fresh(ticket).priority == 3


def test_a_stale_page_changes_nothing() -> None:
    agent = cast.person("dana", "agent", cast.team())
    ticket = reported("not_affected", team=cast.team(), version=7)
    with pytest.raises(StaleVersion) as stale:
        set_priority(ticket.key, actor=agent, priority=2, reason="Late", version=6)
    assert (stale.value.current, fresh(ticket).priority) == (7, 4)


def test_somebody_outside_does_not_find_the_ticket() -> None:
    stranger = cast.person("vera")
    ticket = reported("not_affected", team=cast.team())
    with pytest.raises(Ticket.DoesNotExist):
        set_priority(ticket.key, actor=stranger, priority=2, reason="Mine first")


def test_triage_corrects_answers_and_flags_with_a_reason() -> None:
    agent = cast.person("dana", "agent", cast.team())
    ticket = reported("not_affected", team=cast.team())
    five = FiveAnswers(
        harm=False, in_use_on_patient=False, workaround="no", reach="unit", serious_by="within_4h"
    )
    set_answers(ticket.key, actor=agent, reason="Called the unit", answers=five, add_flags=["high_risk"])
    stored = fresh(ticket)
    assert (stored.impact, stored.urgency, stored.priority) == (2, 2, 2)
    entry = AuditEntry.objects.get(verb="ticket.set_answers")
    assert entry.changes["flags"] == [[], ["high_risk"]]
    assert entry.changes["priority"] == [4, 2]


def test_an_unknown_flag_is_refused_by_name() -> None:
    agent = cast.person("dana", "agent", cast.team())
    ticket = reported("not_affected", team=cast.team())
    with pytest.raises(ValueRefused) as refusal:
        set_answers(ticket.key, actor=agent, reason="Called", add_flags=["haunted"])
    assert "haunted" in refusal.value.errors["flags"]
    assert fresh(ticket).flags == []
