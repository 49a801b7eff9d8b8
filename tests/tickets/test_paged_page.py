"""Where a page leads people who do not read tickets: figures and a button, never words."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.world import World
from tickets.actions.report import Place, report_problem
from tickets.choices import CareAnswer
from tickets.models import Page, Ticket

pytestmark = pytest.mark.django_db
WORDS = "All four tracking screens stopped updating."


@pytest.fixture
def ticket(world: World) -> Ticket:
    return report_problem(
        actor=world.requester, text=WORDS, care_answer=CareAnswer.UNSAFE, place=Place(care_area=world.icu)
    )


def client_of(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def paged(ticket: Ticket, user: object) -> Page:
    at = timezone.now() - timedelta(minutes=2)
    return Page.objects.create(ticket=ticket, recipient=user, audience="vp", step="restore:75", paged_at=at)


def test_a_vice_president_paged_sees_figures_and_no_words(world: World, ticket: Ticket) -> None:
    paged(ticket, world.vp_applications)
    html = client_of(world.vp_applications).get(f"/paged/{ticket.key}/").content.decode()
    assert ticket.key in html
    assert world.icu.name in html
    assert "I have it" in html
    assert "stopped updating" not in html
    assert world.requester.full_name not in html


def test_answering_stops_the_response_clock_and_is_said(world: World, ticket: Ticket) -> None:
    row = paged(ticket, world.vp_applications)
    response = client_of(world.vp_applications).post(f"/paged/{ticket.key}/answer/{row.pk}/", follow=True)
    row.refresh_from_db()
    assert row.acknowledged_by == world.vp_applications
    assert ticket.clocks.get(metric="response").stopped_at == row.acknowledged_at
    assert "You answered the page" in response.content.decode()


def test_who_was_neither_paged_nor_told_finds_nothing(world: World, ticket: Ticket) -> None:
    assert client_of(world.cio).get(f"/paged/{ticket.key}/").status_code == 404


def test_nobody_answers_a_page_of_a_ticket_they_do_not_know(world: World, ticket: Ticket) -> None:
    row = paged(ticket, world.vp_applications)
    assert client_of(world.cio).post(f"/paged/{ticket.key}/answer/{row.pk}/").status_code == 404
    row.refresh_from_db()
    assert row.acknowledged_at is None
    assert ticket.clocks.get(metric="response").stopped_at is None


def test_who_reads_tickets_is_sent_on_to_it(world: World, ticket: Ticket) -> None:
    assert client_of(world.agent).get(f"/paged/{ticket.key}/")["Location"] == f"/t/{ticket.key}/"
