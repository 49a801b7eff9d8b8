"""Raising and lowering by people (domain/2 §2.2): who, how far, and what must be recorded."""

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Forbidden, StaleVersion, ValueRefused
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.actions.priority import set_answers, set_priority
from tickets.actions.priority_facts import keep_answers, weigh
from tickets.actions.transitions import transition
from tickets.models import Ticket
from tickets.rules.facts import FiveAnswers, ReportAnswer
from tickets.rules.priority_trace import replay, steps_from_data

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("care", "harm", "priority"),
    [("unsafe", False, 2), ("unsafe", True, 1), ("slower", False, 3), ("not_affected", False, 4)],
)
def test_the_form_answer_gives_the_priority_in_a_class_a_unit(care: str, harm: bool, priority: int) -> None:
    ticket = cast.plain(opened_at=timezone.now())
    keep_answers(ticket, ReportAnswer(care, harm))
    weigh(ticket)
    assert cast.fresh(ticket).priority == priority
    assert cast.fresh(ticket).is_patient_safety is harm
    assert replay(steps_from_data(ticket.priority_trace))["priority"] == priority


def test_an_imported_ticket_without_answers_keeps_its_impact_and_urgency(world: World) -> None:
    ticket = cast.plain(impact=3, urgency=3, care_area=world.area("HIM"), opened_at=timezone.now())
    weigh(ticket)
    assert (ticket.impact, ticket.urgency, ticket.priority) == (3, 3, 3)


def test_the_agent_raises_with_a_reason_and_the_trail_keeps_both_values(world: World) -> None:
    ticket = cast.report(world)
    set_priority(ticket.key, actor=world.agent, priority=2, reason="Blood fridge labels", version=1)
    assert (cast.fresh(ticket).priority, cast.fresh(ticket).version) == (2, 2)
    entry = AuditEntry.objects.get(verb="ticket.raise_priority")
    assert entry.changes["priority"] == [4, 2]
    assert entry.reason == "Blood fridge labels"


def test_a_raise_holds_when_the_engine_runs_again(world: World) -> None:
    ticket = cast.report(world)
    set_priority(ticket.key, actor=world.agent, priority=2, reason="Blood fridge labels")
    weigh(cast.fresh(ticket))
    assert cast.fresh(ticket).priority == 2


def test_raising_gives_the_clocks_the_new_targets_from_the_opening(world: World) -> None:
    ticket = cast.report(world)
    set_priority(ticket.key, actor=world.agent, priority=2, reason="Blood fridge labels")
    assert cast.clock(ticket, "restore").target_time.total_seconds() == 8 * 3600
    assert cast.clock(ticket, "restore").started_at == ticket.opened_at


def test_raising_to_priority_2_ends_the_pause_of_a_waiting_ticket(world: World) -> None:
    ticket = cast.report(world)
    transition(ticket.key, actor=world.agent, verb="wait_requester", message="Which label roll is in it?")
    assert cast.clock(ticket, "restore").due_at is None
    set_priority(ticket.key, actor=world.agent, priority=2, reason="Blood fridge labels")
    assert cast.clock(ticket, "restore").due_at is not None


def test_without_a_reason_nothing_changes(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(ValueRefused) as refusal:
        set_priority(ticket.key, actor=world.agent, priority=2, reason="  ")
    assert list(refusal.value.errors) == ["reason"]
    assert (cast.fresh(ticket).priority, cast.fresh(ticket).version, cast.trail(ticket)) == (4, 1, [])


def test_an_agent_may_not_lower_priority_2(world: World) -> None:
    ticket = cast.report(world, "unsafe")
    with pytest.raises(Forbidden):
        set_priority(
            ticket.key, actor=world.agent, priority=3, reason="Calm now", spoke_with="Joan Castellane"
        )
    assert (cast.fresh(ticket).priority, cast.trail(ticket)) == (2, [])


def test_the_lead_lowers_priority_2_by_one_step_after_speaking_to_the_unit(world: World) -> None:
    ticket = cast.report(world, "unsafe")
    with pytest.raises(ValueRefused) as refusal:
        set_priority(ticket.key, actor=world.euc_lead, priority=4, reason="Calm now")
    assert set(refusal.value.errors) == {"priority", "spoke_with"}
    set_priority(
        ticket.key,
        actor=world.euc_lead,
        priority=3,
        reason="Second printer works",
        spoke_with="Joan Castellane",
    )
    assert cast.fresh(ticket).priority == 3
    entry = AuditEntry.objects.get(verb="ticket.lower_priority")
    assert entry.changes["priority"] == [2, 3]
    assert entry.changes["spoke_with"] == [None, "Joan Castellane"]


def test_a_patient_safety_p1_needs_charge_nurse_and_engineer_on_record(world: World) -> None:
    ticket = cast.report(world, "unsafe", flags=["patient_safety"])
    wish = {
        "actor": world.euc_lead,
        "priority": 2,
        "reason": "Backup in use",
        "spoke_with": "Joan Castellane",
    }
    with pytest.raises(ValueRefused) as refusal:
        set_priority(ticket.key, **wish)
    assert set(refusal.value.errors) == {"charge_nurse", "engineer"}
    assert cast.fresh(ticket).priority == 1
    set_priority(ticket.key, **wish, charge_nurse="Joan Castellane", engineer="Omar Quillan")
    assert cast.fresh(ticket).priority == 2


def test_triage_lowers_a_form_only_p1_once(world: World) -> None:
    ticket = cast.report(world, "unsafe", someone_harmed=True)
    assert ticket.priority == 1
    set_priority(ticket.key, actor=world.agent, priority=2, reason="Called the unit: nobody at risk")
    assert cast.fresh(ticket).priority == 2
    with pytest.raises(Forbidden):
        set_priority(ticket.key, actor=world.agent, priority=3, reason="And again")
    assert cast.fresh(ticket).priority == 2


def test_the_house_supervisor_raises_one_step_only(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(ValueRefused) as refusal:
        set_priority(ticket.key, actor=world.house_supervisor, priority=2, reason="Ward is full")
    assert list(refusal.value.errors) == ["priority"]
    set_priority(ticket.key, actor=world.house_supervisor, priority=3, reason="Ward is full")
    assert cast.fresh(ticket).priority == 3


def test_a_stale_page_changes_nothing(world: World) -> None:
    ticket = cast.report(world)
    set_priority(ticket.key, actor=world.agent, priority=3, reason="Shift change soon", version=1)
    with pytest.raises(StaleVersion) as stale:
        set_priority(ticket.key, actor=world.agent, priority=2, reason="Late", version=1)
    assert (stale.value.current, cast.fresh(ticket).priority) == (2, 3)


def test_somebody_outside_does_not_find_the_ticket(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(Ticket.DoesNotExist):
        set_priority(ticket.key, actor=world.elsewhere, priority=2, reason="Mine first")


def test_triage_corrects_answers_and_flags_with_a_reason(world: World) -> None:
    ticket = cast.report(world)
    five = FiveAnswers(
        harm=False, in_use_on_patient=False, workaround="no", reach="unit", serious_by="within_4h"
    )
    set_answers(
        ticket.key, actor=world.agent, reason="Called the unit", answers=five, add_flags=["high_risk"]
    )
    stored = cast.fresh(ticket)
    assert (stored.impact, stored.urgency, stored.priority) == (2, 2, 2)
    entry = AuditEntry.objects.get(verb="ticket.set_answers")
    assert entry.changes["flags"] == [[], ["high_risk"]]
    assert entry.changes["priority"] == [4, 2]


def test_an_unknown_flag_is_refused_by_name(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(ValueRefused) as refusal:
        set_answers(ticket.key, actor=world.agent, reason="Called", add_flags=["haunted"])
    assert "haunted" in refusal.value.errors["flags"]
    assert cast.fresh(ticket).flags == []
