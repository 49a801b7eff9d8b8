"""My tickets and my unit: three groups, the last thing that happened, the promise, and nothing internal."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.tickets.test_report import send
from tests.world import World, again
from tickets.actions.conversation import note, reply
from tickets.actions.intake import Place
from tickets.actions.join import join_ticket
from tickets.models import Clock, Ticket
from tickets.queries.my import my_tickets, my_unit, needs_answer_count


def test_a_new_ticket_is_open_with_its_team_and_promise(world: World) -> None:
    ticket = send(world)
    shown = my_tickets(again(world.requester), timezone.now())
    (row,) = shown.open
    due = Clock.objects.get(ticket=ticket, metric="response").due_at
    assert (row.ticket, row.state_words, row.happened) == (ticket, "Received", "With End-user computing")
    assert row.expected_at == due
    assert (shown.needs_answer, shown.fixed) == ((), ())


def test_a_question_stands_first_and_is_quoted(world: World) -> None:
    ticket = send(world)
    reply(
        ticket.key,
        actor=again(world.technician),
        text="Which cart is it? The label says so.",
        then_state="pending_requester",
    )
    (row,) = my_tickets(again(world.requester), timezone.now()).needs_answer
    assert row.question == "Which cart is it? The label says so."
    assert row.state_words == "We need your answer"
    assert needs_answer_count(again(world.requester)) == 1


def test_the_last_thing_is_public_and_never_a_note(world: World) -> None:
    ticket = send(world)
    reply(ticket.key, actor=again(world.technician), text="I am replacing the cable. Back soon.")
    note(ticket.key, actor=again(world.technician), text="Nobody knows why.")
    (row,) = my_tickets(again(world.requester), timezone.now()).open
    assert row.happened == "Omar Quillan: I am replacing the cable"


def test_fixed_this_week_and_no_longer(world: World) -> None:
    ticket = send(world)
    now = timezone.now()
    Ticket.objects.filter(pk=ticket.pk).update(state="resolved", resolved_at=now - timedelta(days=6))
    (row,) = my_tickets(again(world.requester), now).fixed
    assert row.state_words == "Fixed, please confirm"
    Ticket.objects.filter(pk=ticket.pk).update(resolved_at=now - timedelta(days=8))
    assert my_tickets(again(world.requester), now).is_empty


def test_joined_and_restricted_own_tickets_are_mine(world: World) -> None:
    joined = send(world)
    join_ticket(joined.key, actor=again(world.colleague))
    own = send(world, actor=again(world.colleague), flags=("malware",))
    shown = my_tickets(again(world.colleague), timezone.now()).open
    assert {row.ticket for row in shown} == {joined, own}


def test_the_unit_shows_open_unrestricted_tickets_with_who_is_on_them(world: World) -> None:
    ticket = send(world)
    send(world, flags=("malware",))
    send(world, actor=again(world.elsewhere), place=Place(world.area("MS5")))
    (row,) = my_unit(again(world.colleague))
    assert (row.ticket, row.ticket.has_joined) == (ticket, False)
    assert [row.ticket.has_joined for row in my_unit(again(world.requester))] == [True]


def test_the_statements_do_not_grow_with_the_tickets(world: World, django_assert_num_queries: Any) -> None:
    user = again(world.requester)
    for _ in range(10):
        send(world)
    with django_assert_num_queries(3):
        assert len(my_tickets(user, timezone.now()).open) == 10
