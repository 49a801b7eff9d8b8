"""A reply that has not gone out: nobody else takes it back, nobody reads it early, none leaves a restricted ticket."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.outbox.models import OutboxMessage
from tests.api.rest import Rest
from tests.security.cases import became_restricted
from tests.tickets import desk_cast as cast
from tests.tickets.desk_pages import opened, sent
from tests.tickets.test_ticket_page_files import folder, log
from tests.world import World
from tickets import sending
from tickets.actions.held_replies import hold_reply
from tickets.choices import MessageKind
from tickets.models import Attachment, HeldReply, Message, Ticket

__all__ = ["folder"]
pytestmark = pytest.mark.django_db
WORDS = "Wanderlust is the word nobody else may read."


@pytest.fixture(autouse=True)
def ten_seconds(settings: Any) -> None:
    """The product's own time to undo."""
    settings.UNDO_SEND_SECONDS = 10


@pytest.fixture
def ticket(world: World) -> Ticket:
    """A ticket of the ICU's nurse."""
    return cast.report(world)


def go_out() -> int:
    """Let the seconds pass."""
    return sending.send_due(timezone.now() + timedelta(seconds=11))


def only() -> Message:
    """The held message."""
    return Message.objects.get(body=WORDS)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("second_agent", 403),
        ("lead", 403),
        ("it_manager", 403),
        ("requester", 404),
        ("elsewhere", 404),
        ("cio", 404),
    ],
)
def test_nobody_takes_back_the_reply_of_another(world: World, ticket: Ticket, who: str, status: int) -> None:
    hold_reply(ticket.key, actor=world.agent, text=WORDS)
    answer = sent(getattr(world, who), f"/t/{ticket.key}/take-back/{only().pk}/")
    assert (answer.status, HeldReply.objects.count()) == (status, 1)
    assert WORDS not in answer.page


def test_a_reply_is_not_taken_back_under_the_number_of_another_ticket(world: World, ticket: Ticket) -> None:
    hold_reply(ticket.key, actor=world.agent, text=WORDS)
    other = cast.report(world)
    sent(world.agent, f"/t/{other.key}/take-back/{only().pk}/")
    assert HeldReply.objects.count() == 1


@pytest.mark.parametrize("who", ["requester", "colleague", "charge_nurse"])
def test_nobody_of_the_unit_reads_it_by_any_road_before_it_goes_out(
    world: World, ticket: Ticket, who: str
) -> None:
    hold_reply(ticket.key, actor=world.agent, text=WORDS)
    person = getattr(world, who)
    for path in (
        f"/my/{ticket.key}/", "/my/", "/my/?tab=unit", f"/report/sent/{ticket.key}/", "/my/handover/", "/bell/",
    ):  # fmt: skip
        assert "Wanderlust" not in opened(person, path).page, path
    rest = Rest(person)
    for path in ("", "messages/", "attachments/"):
        assert "Wanderlust" not in rest.get(f"tickets/{ticket.key}/{path}").content.decode(), path
    assert ticket.key not in rest.get("tickets/?q=Wanderlust").content.decode()


def test_it_does_not_leave_a_ticket_that_became_restricted_to_others(world: World, ticket: Ticket) -> None:
    hold_reply(ticket.key, actor=world.agent, text=WORDS, then_state="pending_requester")
    became_restricted(world, ticket)
    told = OutboxMessage.objects.filter(kind="ticket.replied").count()
    assert go_out() == 0
    assert (only().kind, HeldReply.objects.count()) == (MessageKind.INTERNAL, 0)
    assert cast.fresh(ticket).state == "new"
    assert OutboxMessage.objects.filter(kind="ticket.replied").count() == told
    assert "Wanderlust" not in opened(world.requester, f"/my/{ticket.key}/").page
    assert opened(world.agent, f"/t/{ticket.key}/").status == 404
    assert "Wanderlust" in opened(world.security, f"/t/{ticket.key}/").page
    assert "ticket.note" in cast.trail(ticket)


def test_its_files_stay_inside_with_it(world: World, ticket: Ticket, folder: Path) -> None:
    form = {"kind": "reply", "body": WORDS, "files": [log()], "version": ticket.version}
    sent(world.agent, f"/t/{ticket.key}/write/", **form)
    became_restricted(world, cast.fresh(ticket))
    go_out()
    assert Attachment.objects.get().is_internal
    assert "events.txt" not in opened(world.requester, f"/my/{ticket.key}/").page


def test_a_reader_of_the_restricted_ticket_still_answers_its_reporter(world: World, ticket: Ticket) -> None:
    moved = became_restricted(world, ticket)
    hold_reply(moved.key, actor=world.security_member, text=WORDS)
    assert go_out() == 1
    assert only().kind == MessageKind.PUBLIC


def test_its_words_stand_in_no_mail_no_bell_and_no_trail(world: World, ticket: Ticket) -> None:
    hold_reply(ticket.key, actor=world.agent, text=WORDS)
    go_out()
    kept = [*OutboxMessage.objects.values(), *AuditEntry.objects.values()]
    assert len(kept) > 2
    assert "Wanderlust" not in str(kept)
