"""Closing by itself: after two reminders and seven days, and never where care was affected."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Forbidden
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.actions.follow_up import remind_and_close
from tickets.actions.transitions import confirm_works, transition
from tickets.choices import State
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
CLOSER = System("closing")
SERIOUS = {"clinical_impact": "none", "workaround": True, "downtime_minutes": 0}


def resolved(world: World, care: str = "not_affected") -> Ticket:
    """A ticket resolved just now."""
    ticket = cast.report(world, care)
    facts = SERIOUS if ticket.priority <= 2 else {}
    transition(
        ticket.key,
        actor=world.agent,
        verb="resolve",
        close_code="replaced",
        cause="hardware",
        message="New print head.",
        **facts,
    )
    return cast.fresh(ticket)


def after(ticket: Ticket, days: float) -> tuple[Ticket, int]:
    """Follow up as if so many days had passed since the resolution; the ticket and how many were touched."""
    assert ticket.resolved_at is not None
    done, _last = remind_and_close(actor=CLOSER, now=ticket.resolved_at + timedelta(days=days))
    return cast.fresh(ticket), done


def test_two_reminders_and_then_it_closes(world: World) -> None:
    ticket = resolved(world)
    assert after(ticket, 2.9)[1] == 0
    reminded, done = after(ticket, 3)
    assert (reminded.close_reminders, done) == (1, 1)
    assert after(ticket, 5)[1] == 0
    assert after(ticket, 6)[0].close_reminders == 2
    assert after(ticket, 6.9)[0].state == State.RESOLVED
    closed, done = after(ticket, 7)
    assert (closed.state, done) == (State.CLOSED, 1)
    assert closed.confirmed_at is None
    assert after(ticket, 8)[1] == 0
    assert cast.told(ticket, "ticket.resolved") == ["alma.reyes"] * 3


@pytest.mark.parametrize("care", ["unsafe", "slower"])
def test_where_care_was_affected_it_waits_for_the_unit_for_ever(world: World, care: str) -> None:
    ticket = resolved(world, care)
    for days in (3, 6, 7, 30, 365):
        still, _done = after(ticket, days)
    assert (still.state, still.close_reminders) == (State.RESOLVED, 2)


def test_an_outage_of_the_job_never_closes_without_both_reminders(world: World) -> None:
    ticket = resolved(world)
    first, _done = after(ticket, 20)
    assert (first.state, first.close_reminders) == (State.RESOLVED, 1)
    assert after(ticket, 20)[0].close_reminders == 2
    assert after(ticket, 20)[0].state == State.CLOSED


def test_a_confirmed_ticket_is_left_alone(world: World) -> None:
    ticket = resolved(world)
    confirm_works(ticket.key, actor=world.requester)
    assert after(ticket, 10)[1] == 0


def test_one_that_fails_leaves_the_others_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = resolved(world), resolved(world)
    from tickets.actions import follow_up as module

    real = module.tell_reporters

    def failing(ticket: Ticket, **words: object) -> int:
        if ticket.pk == first.pk:
            raise RuntimeError("broken")
        return real(ticket, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "tell_reporters", failing)
    remind_and_close(actor=CLOSER, now=timezone.now() + timedelta(days=3, minutes=1))
    assert cast.fresh(first).close_reminders == 0
    assert cast.fresh(second).close_reminders == 1


def test_people_do_not_run_it(world: World) -> None:
    ticket = resolved(world)
    with pytest.raises(Forbidden):
        remind_and_close(actor=world.it_manager, now=timezone.now() + timedelta(days=8))
    assert cast.fresh(ticket).state == State.RESOLVED
