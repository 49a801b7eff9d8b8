""" "Not ours": promise and elapsed time stay, somebody must accept, and the second bounce joins the teams."""

import pytest

from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.actions.handover import accept, offer, send_back
from tickets.actions.working import set_team, start_work, take
from tickets.choices import HandoverState, State
from tickets.models import Handover, Ticket

pytestmark = pytest.mark.django_db


def promises(ticket: Ticket) -> list[tuple[object, ...]]:
    """What was promised: metric, start and deadline of every clock."""
    return sorted((c.metric, c.started_at, c.due_at, c.target_time) for c in ticket.clocks.all())


def test_an_offer_changes_neither_team_nor_promise_and_tells_the_other_team(world: World) -> None:
    ticket = cast.report(world)
    before = promises(ticket)
    offer(ticket.key, actor=world.technician, team=world.team("NET"), reason="Switch port is down")
    stored = cast.fresh(ticket)
    assert stored.team == world.team("EUC")
    assert promises(ticket) == before
    assert "arne.holloway" in cast.told(ticket, "handover.offered")


def test_accepting_moves_the_ticket_with_its_promise(world: World) -> None:
    ticket = cast.report(world)
    start_work(ticket.key, actor=world.technician)
    before = promises(ticket)
    offer(ticket.key, actor=world.technician, team=world.team("NET"), reason="Switch port is down")
    accept(ticket.key, actor=world.network_engineer)
    stored = cast.fresh(ticket)
    assert (stored.team, stored.assignee, stored.state) == (world.team("NET"), None, State.TRIAGED)
    assert promises(ticket) == before
    assert "omar.quillan" in cast.told(ticket, "handover.accepted")


def test_only_the_other_team_answers(world: World) -> None:
    ticket = cast.report(world)
    offer(ticket.key, actor=world.technician, team=world.team("NET"), reason="Switch port is down")
    for act in (accept, lambda key, actor: send_back(key, actor=actor, reason="No")):
        with pytest.raises(Forbidden):
            act(ticket.key, actor=world.technician)
    assert Handover.objects.get().state == HandoverState.OFFERED


def test_sending_back_needs_a_reason_and_leaves_the_ticket_where_it_was(world: World) -> None:
    ticket = cast.report(world)
    offer(ticket.key, actor=world.technician, team=world.team("NET"), reason="Switch port is down")
    with pytest.raises(ValueRefused) as refusal:
        send_back(ticket.key, actor=world.network_engineer, reason=" ")
    assert list(refusal.value.errors) == ["reason"]
    send_back(ticket.key, actor=world.network_engineer, reason="Port is up")
    stored = cast.fresh(ticket)
    assert (stored.team, stored.joint_team, stored.bounces) == (world.team("EUC"), None, 1)
    assert "omar.quillan" in cast.told(ticket, "handover.sent_back")


def test_the_second_bounce_makes_both_teams_owners(world: World) -> None:
    ticket = cast.report(world)
    for _round in range(2):
        offer(ticket.key, actor=world.technician, team=world.team("NET"), reason="Switch port is down")
        send_back(ticket.key, actor=world.network_engineer, reason="Port is up")
    stored = cast.fresh(ticket)
    assert (stored.team, stored.joint_team, stored.bounces) == (world.team("EUC"), world.team("NET"), 2)
    told = cast.told(ticket, "handover.joint")
    assert "omar.quillan" in told
    take(ticket.key, actor=world.network_engineer)
    with pytest.raises(Conflict):
        offer(ticket.key, actor=world.technician, team=world.team("SD-L1"), reason="Not ours either")


def test_one_offer_at_a_time_and_never_to_oneself(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(ValueRefused) as refusal:
        offer(ticket.key, actor=world.technician, team=world.team("EUC"), reason="")
    assert set(refusal.value.errors) == {"team", "reason"}
    offer(ticket.key, actor=world.technician, team=world.team("NET"), reason="Switch port is down")
    with pytest.raises(Conflict):
        offer(ticket.key, actor=world.technician, team=world.team("SD-L1"), reason="Or theirs")
    assert Handover.objects.count() == 1


def test_routing_by_triage_withdraws_the_offer(world: World) -> None:
    ticket = cast.report(world)
    offer(ticket.key, actor=world.technician, team=world.team("NET"), reason="Switch port is down")
    set_team(ticket.key, actor=world.lead, team=world.team("EHR-CLIN"), reason="It is the template")
    assert Handover.objects.get().state == HandoverState.WITHDRAWN
    with pytest.raises(Conflict):
        accept(ticket.key, actor=world.network_engineer)


def test_a_restricted_ticket_is_routed_and_not_offered(world: World) -> None:
    ticket = cast.report(world, team="SEC")
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)
    with pytest.raises(Conflict, match="restricted"):
        offer(ticket.key, actor=world.security_member, team=world.team("NET"), reason="Switch port is down")
    assert not Handover.objects.exists()


def test_a_restricted_team_that_accepts_takes_the_ticket_out_of_sight(world: World) -> None:
    ticket = cast.report(world)
    offer(ticket.key, actor=world.technician, team=world.team("SEC"), reason="Looks like malware")
    accept(ticket.key, actor=world.security_member)
    assert cast.fresh(ticket).is_restricted is True
    assert not Ticket.objects.on_desk(world.technician).filter(pk=ticket.pk).exists()
    assert Ticket.objects.on_desk(world.security_member).filter(pk=ticket.pk).exists()
