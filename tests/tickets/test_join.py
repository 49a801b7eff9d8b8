"""Same for me: one press, counted once, raising the priority and paging when care suffers."""

import pytest

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import User
from tests.tickets.test_report import send
from tests.world import World, again
from tickets.actions.intake import Place
from tickets.actions.join import join_notice, join_ticket, say_worse
from tickets.actions.notices import end_notice, post_notice
from tickets.choices import State
from tickets.models import Page, Reporter, Ticket


def join(ticket: Ticket, who: User, **values: str) -> Ticket:
    """Press it."""
    return join_ticket(ticket.key, actor=again(who), **values)


def test_joining_adds_the_person_once(world: World) -> None:
    ticket = send(world, care_answer="not_affected")
    joined = join(ticket, world.colleague)
    version = joined.version
    assert join(ticket, world.colleague).version == version
    assert Reporter.objects.filter(ticket=ticket).count() == 2
    assert Ticket.objects.get(pk=ticket.pk).reporters_count == 2
    assert AuditEntry.objects.filter(verb="ticket.join").count() == 1


def test_a_second_reporter_makes_the_impact_moderate(world: World) -> None:
    ticket = send(world, care_answer="slower", place=Place(world.area("MS5")), actor=again(world.elsewhere))
    assert (ticket.impact, ticket.priority) == (4, 3)
    other = again(world.agent)
    assert join_ticket(ticket.key, actor=other, care_area=world.area("MS5")).impact == 3


def test_reporters_of_two_units_make_it_a_problem_of_the_house(world: World) -> None:
    ticket = send(world)
    joined = join_ticket(ticket.key, actor=again(world.agent), care_area=world.area("MS5"))
    assert (joined.impact, joined.priority) == (1, 2)
    told = OutboxMessage.objects.filter(kind="ticket.priority_changed")
    assert told[0].payload == {"ticket": ticket.key, "old": 3, "priority": 2, "area": world.icu.name}


def test_a_joiner_whose_care_is_unsafe_raises_and_pages(world: World) -> None:
    ticket = send(world, place=Place(world.area("MS5")), actor=again(world.elsewhere))
    joined = join_ticket(ticket.key, actor=again(world.agent), care_answer="unsafe")
    assert joined.priority <= 2
    assert Page.objects.filter(ticket=ticket, recipient=world.technician).count() == 1


def test_worse_for_you_raises_to_priority_2_and_pages_once(world: World) -> None:
    ticket = send(world)
    assert not Page.objects.exists()
    worse = say_worse(ticket.key, actor=again(world.requester))
    assert worse.priority == 2
    pages = Page.objects.filter(ticket=ticket).count()
    assert pages == 2
    assert say_worse(ticket.key, actor=again(world.requester)).version == worse.version
    assert Page.objects.filter(ticket=ticket).count() == pages
    assert OutboxMessage.objects.filter(kind="page.sent", channel="page_mail").count() == 2


def test_worse_in_a_support_area_pages_nobody(world: World) -> None:
    ticket = send(world, actor=again(world.clerk), place=Place(world.area("HIM")))
    say_worse(ticket.key, actor=again(world.clerk))
    assert not Page.objects.exists()


def test_a_ticket_of_another_unit_is_not_there_to_join(world: World) -> None:
    ticket = send(world)
    with pytest.raises(Ticket.DoesNotExist):
        join(ticket, world.elsewhere)
    assert Reporter.objects.filter(ticket=ticket).count() == 1


def test_a_restricted_ticket_cannot_be_joined(world: World) -> None:
    ticket = send(world, flags=("malware",))
    with pytest.raises(Forbidden):
        join(ticket, world.security)
    assert Reporter.objects.filter(ticket=ticket).count() == 1


def test_a_done_ticket_cannot_be_joined(world: World) -> None:
    ticket = send(world)
    Ticket.objects.filter(pk=ticket.pk).update(state=State.CLOSED)
    with pytest.raises(Conflict):
        join(ticket, world.colleague)
    assert Reporter.objects.filter(ticket=ticket).count() == 1


def test_same_for_me_on_a_notice_joins_its_ticket_from_any_unit(world: World) -> None:
    ticket = send(world)
    notice = post_notice(
        actor=again(world.duty_manager),
        title="Scanning fails",
        severity="outage",
        sees="Scanners beep and nothing happens.",
        ticket=ticket,
    )
    join_notice(notice.pk, actor=again(world.elsewhere))
    assert Ticket.objects.count() == 1
    assert list(Ticket.objects.visible_to(again(world.elsewhere))) == [ticket]


def test_a_notice_that_is_over_takes_nobody(world: World) -> None:
    ticket = send(world)
    duty = again(world.duty_manager)
    notice = post_notice(actor=duty, title="Scanning", severity="outage", sees="No scan.", ticket=ticket)
    end_notice(notice.pk, actor=duty)
    with pytest.raises(Conflict):
        join_notice(notice.pk, actor=again(world.elsewhere))
    assert Reporter.objects.count() == 1
