"""Taking, assigning, routing and correcting: who may, what moves, who is told."""

import pytest

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.context import origin
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.actions.fields import set_fields
from tickets.actions.transitions import transition
from tickets.actions.working import assign, set_team, start_work, take
from tickets.choices import State
from tickets.models import Ticket, TicketSearch

pytestmark = pytest.mark.django_db


def test_taking_a_ticket_assigns_it_and_leaves_the_response_clock_running(world: World) -> None:
    ticket = cast.report(world)
    take(ticket.key, actor=world.technician)
    stored = cast.fresh(ticket)
    assert (stored.assignee, stored.state) == (world.technician, State.ASSIGNED)
    assert cast.clock(ticket, "response").stopped_at is None
    assert cast.trail(ticket) == ["ticket.take"]


def test_taking_what_somebody_has_is_refused_by_name(world: World) -> None:
    ticket = cast.report(world)
    take(ticket.key, actor=world.technician)
    with pytest.raises(Conflict, match="Omar Quillan"):
        take(ticket.key, actor=world.agent)
    assert cast.fresh(ticket).assignee == world.technician


def test_taking_twice_changes_nothing_the_second_time(world: World) -> None:
    ticket = cast.report(world)
    take(ticket.key, actor=world.technician)
    take(ticket.key, actor=world.technician)
    assert cast.fresh(ticket).version == 2


def test_assigning_tells_the_new_owner_and_not_oneself(world: World) -> None:
    ticket = cast.report(world)
    assign(ticket.key, actor=world.agent, assignee=world.technician)
    assert cast.told(ticket, "ticket.assigned") == ["omar.quillan"]
    assign(ticket.key, actor=world.agent, assignee=world.agent)
    assert cast.told(ticket, "ticket.assigned") == ["omar.quillan"]


def test_nobody_outside_the_team_can_be_given_the_ticket(world: World) -> None:
    ticket = cast.report(world)
    for outsider in (world.network_engineer, world.requester, world.deactivated):
        with pytest.raises(ValueRefused) as refusal:
            assign(ticket.key, actor=world.agent, assignee=outsider)
        assert list(refusal.value.errors) == ["assignee"]
    assert (cast.fresh(ticket).assignee, cast.trail(ticket)) == (None, [])


def test_giving_it_back_to_the_team_makes_it_triaged(world: World) -> None:
    ticket = cast.report(world)
    assign(ticket.key, actor=world.agent, assignee=world.technician)
    assign(ticket.key, actor=world.agent, assignee=None)
    stored = cast.fresh(ticket)
    assert (stored.assignee, stored.state) == (None, State.TRIAGED)


def test_a_technician_of_another_team_may_not_take_it(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(Forbidden):
        take(ticket.key, actor=world.network_engineer)
    assert cast.fresh(ticket).assignee is None


def test_starting_work_stops_the_response_clock_and_takes_the_ticket(world: World) -> None:
    ticket = cast.report(world)
    start_work(ticket.key, actor=world.technician)
    stored = cast.fresh(ticket)
    assert (stored.state, stored.assignee) == (State.IN_PROGRESS, world.technician)
    assert stored.responded_at is not None
    assert cast.clock(ticket, "response").outcome == "met"


def test_routing_needs_a_reason_and_lets_the_old_owner_go(world: World) -> None:
    ticket = cast.report(world)
    start_work(ticket.key, actor=world.technician)
    with pytest.raises(ValueRefused) as refusal:
        set_team(ticket.key, actor=world.agent, team=world.team("NET"), reason="")
    assert list(refusal.value.errors) == ["reason"]
    set_team(ticket.key, actor=world.agent, team=world.team("NET"), reason="Switch port is down")
    stored = cast.fresh(ticket)
    assert (stored.team, stored.assignee, stored.state) == (world.team("NET"), None, State.TRIAGED)
    assert AuditEntry.objects.get(verb="ticket.set_team").reason == "Switch port is down"
    assert "arne.holloway" in cast.told(ticket, "ticket.routed")


def test_routing_keeps_what_was_elapsed(world: World) -> None:
    ticket = cast.report(world)
    set_team(ticket.key, actor=world.agent, team=world.team("NET"), reason="Switch port is down")
    assert cast.clock(ticket, "restore").started_at == ticket.opened_at
    assert cast.clock(ticket, "restore").cycle == 1


def test_the_details_are_corrected_and_their_words_stay_out_of_the_trail(world: World) -> None:
    ticket = cast.report(world)
    set_fields(
        ticket.key,
        actor=world.agent,
        fields={"title": "Zebra printer jams", "room": "Bay 4", "category": world.category("euc.print")},
    )
    stored = cast.fresh(ticket)
    assert (stored.title, stored.room, stored.category) == (
        "Zebra printer jams",
        "Bay 4",
        world.category("euc.print"),
    )
    changes = AuditEntry.objects.get(verb="ticket.set_fields").changes
    assert "Zebra" not in str(changes)
    assert changes["category"][1] == "euc.print"
    assert "zebra" in TicketSearch.objects.get(ticket=ticket).all_words


def test_only_listed_fields_can_be_set(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(ValueRefused) as refusal:
        set_fields(ticket.key, actor=world.agent, fields={"state": "closed", "title": " "})
    assert set(refusal.value.errors) == {"state", "title"}
    assert cast.fresh(ticket).state == State.NEW


def test_moving_it_to_another_unit_weighs_the_priority_again(world: World) -> None:
    ticket = cast.report(world, "slower", area=world.area("HIM"))
    assert ticket.priority == 4
    set_fields(ticket.key, actor=world.agent, fields={"care_area": world.icu})
    assert cast.fresh(ticket).priority == 3


def test_a_requester_corrects_nothing(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(Forbidden):
        set_fields(ticket.key, actor=world.requester, fields={"title": "Urgent"})
    assert cast.fresh(ticket).title == ticket.title


def test_an_ended_ticket_is_opened_before_it_is_assigned(world: World) -> None:
    ticket = cast.report(world)
    transition(ticket.key, actor=world.requester, verb="withdraw", reason="Works again")
    with pytest.raises(Conflict):
        assign(ticket.key, actor=world.agent, assignee=world.technician)
    with pytest.raises(Ticket.DoesNotExist):
        take("INC-1", actor=world.agent)


def test_a_reason_reaches_the_trail_without_patient_data(world: World) -> None:
    ticket = cast.report(world)
    with origin(channel="web"):
        set_team(ticket.key, actor=world.agent, team=world.team("NET"), reason="Port of MRN 00482913 is down")
    reason = AuditEntry.objects.get(verb="ticket.set_team").reason
    assert "00482913" not in reason
    assert reason.startswith("Port of")
    with pytest.raises(ValueRefused) as refusal:
        set_team(ticket.key, actor=world.agent, team=world.team("EUC"), reason="x" * 201)
    assert list(refusal.value.errors) == ["reason"]


def test_nobody_routes_a_restricted_ticket_out_of_their_own_sight(world: World) -> None:
    ticket = cast.report(world, team="SEC")
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)
    with pytest.raises(Forbidden):
        set_team(
            ticket.key,
            actor=world.security_member,
            team=world.team("PRIVACY"),
            reason="Patient data was sent",
        )
    assert cast.fresh(ticket).team == world.team("SEC")


def test_a_ticket_is_restricted_while_it_is_with_a_restricted_team(world: World) -> None:
    ticket = cast.report(world)
    set_team(ticket.key, actor=world.it_manager, team=world.team("NET"), reason="Switch port is down")
    assert cast.fresh(ticket).is_restricted is False
    with pytest.raises(Forbidden):
        set_team(ticket.key, actor=world.lead, team=world.team("SEC"), reason="Looks like malware")
    set_team(ticket.key, actor=world.security, team=world.team("SEC"), reason="Looks like malware")
    assert cast.fresh(ticket).is_restricted is True
    set_team(ticket.key, actor=world.security, team=world.team("EUC"), reason="False alarm")
    assert cast.fresh(ticket).is_restricted is False
