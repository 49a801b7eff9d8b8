"""Pages: answered by a person, told to the others, promised only where somebody can be reached."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from hospital_itsm.core.errors import Forbidden
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import OnCallShift, User
from tests.tickets.test_report import send
from tests.world import World, again
from tickets.actions.pages import acknowledge, page
from tickets.models import Clock, Page, Ticket
from tickets.queries.receipt import PagePromise, page_promise, receipt_of

CHICAGO = ZoneInfo("America/Chicago")


def paged(world: World) -> tuple[Ticket, Page]:
    """A ticket whose care is unsafe, and the page of the technician on call."""
    ticket = send(world, care_answer="unsafe")
    return ticket, Page.objects.get(ticket=ticket, recipient=world.technician)


def test_answering_stops_the_response_clock_and_tells_the_others(world: World) -> None:
    ticket, row = paged(world)
    answered = acknowledge(row.pk, actor=again(world.technician))
    assert (answered.acknowledged_by, answered.acknowledged_at is not None) == (world.technician, True)
    assert Ticket.objects.get(pk=ticket.pk).responded_at == answered.acknowledged_at
    assert Clock.objects.get(ticket=ticket, metric="response").stopped_at == answered.acknowledged_at
    told = OutboxMessage.objects.filter(kind="page.answered")
    assert set(told.values_list("recipient__username", flat=True)) == {world.house_supervisor.username}
    reporter = OutboxMessage.objects.filter(kind="ticket.page_answered", recipient=world.requester)
    assert reporter.exists()


def test_one_answer_answers_all_pages_and_a_second_changes_nothing(world: World) -> None:
    ticket, row = paged(world)
    acknowledge(row.pk, actor=again(world.technician))
    assert not Page.objects.filter(ticket=ticket, acknowledged_at__isnull=True).exists()
    version = Ticket.objects.get(pk=ticket.pk).version
    acknowledge(row.pk, actor=again(world.house_supervisor))
    assert Ticket.objects.get(pk=ticket.pk).version == version
    assert Page.objects.get(pk=row.pk).acknowledged_by == world.technician


def test_somebody_who_answers_pages_may_answer_for_another(world: World) -> None:
    _, row = paged(world)
    assert acknowledge(row.pk, actor=again(world.duty_manager)).acknowledged_by == world.duty_manager


def test_a_nurse_does_not_answer_a_page(world: World) -> None:
    _, row = paged(world)
    with pytest.raises(Forbidden):
        acknowledge(row.pk, actor=again(world.requester))
    with pytest.raises(Page.DoesNotExist):
        acknowledge(row.pk, actor=again(world.elsewhere))
    assert Page.objects.get(pk=row.pk).acknowledged_at is None


def test_nobody_is_paged_twice_within_two_minutes_and_again_after(world: World) -> None:
    ticket, row = paged(world)
    with transaction.atomic():
        soon = page(
            ticket, actor=world.agent, audience="primary", step="x", at=row.paged_at + timedelta(seconds=119)
        )
        later = page(
            ticket, actor=world.agent, audience="primary", step="x", at=row.paged_at + timedelta(seconds=121)
        )
    assert soon == []
    assert [one.recipient for one in later] == [world.technician]


def test_with_no_primary_the_next_in_line_is_paged(world: World) -> None:
    OnCallShift.objects.filter(level="primary").delete()
    ticket = send(world, care_answer="unsafe")
    assert Page.objects.filter(ticket=ticket, recipient=world.euc_lead).exists()


def test_the_receipt_says_paged_and_answered_or_whom_to_call(world: World) -> None:
    now = datetime(2026, 11, 23, 14, 10, tzinfo=CHICAGO)
    waiting = PagePromise(datetime(2026, 11, 23, 14, 7, tzinfo=CHICAGO))
    assert waiting.words(now) == "Nobody has answered yet, call 4357"
    answered = PagePromise(waiting.paged_at, datetime(2026, 11, 23, 14, 9, tzinfo=CHICAGO))
    assert answered.words(now) == "Paged 14:07, answered 14:09"


def test_the_promise_follows_the_pages(world: World) -> None:
    ticket, row = paged(world)
    assert page_promise(ticket) == PagePromise(row.paged_at)
    acknowledge(row.pk, actor=again(world.technician))
    promise = page_promise(ticket)
    assert promise is not None
    assert promise.answered_at is not None


def test_a_page_nobody_can_receive_promises_nothing(world: World) -> None:
    User.objects.update(page_address="")
    ticket = send(world, care_answer="unsafe")
    assert set(Page.objects.filter(ticket=ticket).values_list("has_channel", flat=True)) == {False}
    assert page_promise(ticket) is None
    assert receipt_of(ticket, again(world.requester)).page is None


def test_without_a_rota_nothing_promises_a_page(world: World) -> None:
    OnCallShift.objects.all().delete()
    ticket = send(world)
    assert page_promise(ticket) is None


def test_the_receipt_names_team_number_and_time(world: World) -> None:
    ticket = send(world, care_answer="unsafe")
    receipt = receipt_of(ticket, again(world.requester))
    clock = Clock.objects.get(ticket=ticket, metric="response")
    assert (receipt.team_name, receipt.reach, receipt.answer_by) == (
        "End-user computing",
        "4503",
        clock.due_at,
    )
    assert not receipt.asks_worse
