"""A reply waits ten seconds: nobody but the desk sees it, its writer takes it back, and nothing ever loses it."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.celery import VITAL
from hospital_itsm.core.errors import Conflict, Forbidden, IllegalTransition, StaleVersion, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from tests.api.rest import Rest
from tests.tickets import desk_cast as cast
from tests.tickets.desk_pages import opened, sent
from tests.tickets.test_ticket_page_files import folder, log
from tests.world import World
from tickets import sending
from tickets.actions.conversation import note, reply
from tickets.actions.drafts import save_draft
from tickets.actions.held_replies import hold_reply, take_back_reply
from tickets.actions.merging import merge
from tickets.actions.transitions import transition
from tickets.choices import MessageKind, State
from tickets.models import Attachment, Clock, HeldReply, Message, Ticket, TicketSearch
from tickets.queries.drafts import read_draft
from tickets.tasks import send_held_replies

__all__ = ["folder"]
pytestmark = pytest.mark.django_db
WORDS = "Omar is on the way with a new roll."


@pytest.fixture(autouse=True)
def ten_seconds(settings: Any) -> None:
    """The product's own time to undo."""
    settings.UNDO_SEND_SECONDS = 10


def held(world: World, **values: Any) -> Ticket:
    """A ticket with a reply of the agent that has not gone out; `values` are arguments of `hold_reply`."""
    ticket = values.pop("ticket", None) or cast.report(world)
    return hold_reply(ticket.key, actor=values.pop("actor", world.agent), text=WORDS, **values)


def later(seconds: int = 10) -> int:
    """Let so many seconds pass and send what is due."""
    return sending.send_due(timezone.now() + timedelta(seconds=seconds))


def last(ticket: Ticket) -> Message:
    """The newest message."""
    return Message.objects.filter(ticket=ticket).latest("id")


def test_until_it_goes_out_nobody_but_the_desk_learns_of_it(world: World) -> None:
    ticket = cast.report(world)
    before = OutboxMessage.objects.count()
    held(world, ticket=ticket)
    assert last(ticket).kind == MessageKind.HELD
    for path in (f"/my/{ticket.key}/", "/my/", f"/report/sent/{ticket.key}/"):
        assert "Omar" not in opened(world.requester, path).page
    read = Rest(world.requester).get(f"tickets/{ticket.key}/messages/").json()
    assert [row["kind"] for row in read["results"]] == ["report"]
    assert "Omar" not in str(read)
    assert OutboxMessage.objects.count() == before
    assert cast.fresh(ticket).responded_at is None
    assert WORDS in opened(world.technician, f"/t/{ticket.key}/").words


def test_after_ten_seconds_it_is_a_reply_like_any_other(world: World) -> None:
    ticket = held(world, ticket=cast.report(world, "unsafe"))
    assert later(9) == 0
    assert later() == 1
    stored, message = cast.fresh(ticket), last(ticket)
    assert (message.kind, message.body, HeldReply.objects.count()) == (MessageKind.PUBLIC, WORDS, 0)
    assert WORDS in opened(world.requester, f"/my/{ticket.key}/").words
    assert cast.told(ticket, "ticket.replied") == ["alma.reyes"]
    assert cast.told(ticket, "ticket.replied", "email") == ["alma.reyes"]
    assert cast.clock(ticket, "update").counted_from == stored.last_public_at
    assert cast.trail(ticket) == ["ticket.hold_reply", "ticket.reply"]
    assert later() == 0


def test_the_response_counts_from_the_press(world: World) -> None:
    ticket = held(world)
    pressed = last(ticket).created_at
    later()
    clock = cast.clock(ticket, "response")
    assert (cast.fresh(ticket).responded_at, clock.stopped_at, clock.outcome) == (pressed, pressed, "met")


def test_a_response_missed_only_while_the_reply_waited_is_not_missed(world: World) -> None:
    ticket = held(world)
    pressed = last(ticket).created_at
    Clock.objects.filter(ticket=ticket, metric="response").update(
        breached_at=pressed + timedelta(seconds=3), noticed_at=pressed + timedelta(seconds=4)
    )
    later()
    clock = cast.clock(ticket, "response")
    assert (clock.outcome, clock.breached_at, clock.noticed_at) == ("met", None, None)


def test_it_goes_out_with_the_state_that_was_chosen(world: World) -> None:
    ticket = held(world, then_state="pending_requester")
    assert cast.fresh(ticket).state == State.NEW
    later()
    assert cast.fresh(ticket).state == State.PENDING_REQUESTER
    assert cast.clock(ticket, "restore").pause_reason == "requester"
    assert opened(world.requester, "/my/").page.count(WORDS) >= 1


def test_a_state_that_no_longer_follows_does_not_hold_up_the_words(world: World) -> None:
    survivor = cast.report(world)
    ticket = held(world, then_state="pending_requester")
    merge(ticket.key, actor=world.agent, into=survivor.key)
    assert later() == 1
    assert (cast.fresh(ticket).state, last(ticket).kind) == (State.MERGED, MessageKind.PUBLIC)


def test_undone_it_is_a_draft_again_and_nothing_else_has_happened(world: World) -> None:
    ticket = cast.report(world)
    clocks = list(Clock.objects.filter(ticket=ticket).order_by("id").values())
    told = OutboxMessage.objects.count()
    held(world, ticket=ticket, then_state="pending_requester")
    take_back_reply(ticket.key, actor=world.agent, message=last(ticket).pk)
    assert later() == 0
    stored = cast.fresh(ticket)
    assert (stored.state, stored.responded_at, stored.last_public_at) == (
        State.NEW,
        None,
        ticket.last_public_at,
    )
    assert [message.kind for message in ticket.messages.all()] == ["report"]
    assert list(Clock.objects.filter(ticket=ticket).order_by("id").values()) == clocks
    assert OutboxMessage.objects.count() == told
    draft = read_draft(world.agent, f"{ticket.key}:reply")
    assert draft == {"body": WORDS, "then": "pending_requester"}
    assert cast.trail(ticket) == ["ticket.hold_reply", "ticket.take_back_reply"]
    assert "Omar" not in str(list(AuditEntry.objects.values()))


def test_words_begun_since_stay_behind_those_that_come_back(world: World) -> None:
    ticket = held(world)
    save_draft(actor=world.agent, scope=f"{ticket.key}:reply", fields={"body": "And one more thing"})
    take_back_reply(ticket.key, actor=world.agent, message=last(ticket).pk)
    assert read_draft(world.agent, f"{ticket.key}:reply")["body"] == f"{WORDS}\n\nAnd one more thing"


def test_once_it_has_gone_out_it_stays(world: World) -> None:
    ticket = held(world)
    later()
    with pytest.raises(Conflict, match="has gone out"):
        take_back_reply(ticket.key, actor=world.agent, message=last(ticket).pk)
    assert last(ticket).body == WORDS


def test_only_its_writer_takes_it_back(world: World) -> None:
    ticket = held(world)
    for other in (world.technician, world.requester):
        with pytest.raises(Forbidden):
            take_back_reply(ticket.key, actor=other, message=last(ticket).pk)
    other_ticket = cast.report(world)
    with pytest.raises(Conflict):
        take_back_reply(other_ticket.key, actor=world.agent, message=last(ticket).pk)
    assert HeldReply.objects.count() == 1


def test_two_replies_in_a_row_are_told_twice(world: World) -> None:
    ticket = held(world)
    hold_reply(ticket.key, actor=world.agent, text="He is there now.")
    assert later() == 2
    assert cast.told(ticket, "ticket.replied") == ["alma.reyes", "alma.reyes"]


def test_what_a_reply_refuses_is_refused_at_the_press(world: World) -> None:
    ticket = cast.report(world)
    for refusal, values in {
        IllegalTransition: {"text": WORDS, "then_state": "resolved"},
        ValueRefused: {"text": WORDS, "promised_update_at": timezone.now() - timedelta(minutes=1)},
        StaleVersion: {"text": WORDS, "version": ticket.version - 1},
    }.items():
        with pytest.raises(refusal):
            hold_reply(ticket.key, actor=world.agent, **values)  # type: ignore[arg-type]
    with pytest.raises(Forbidden):
        hold_reply(ticket.key, actor=world.requester, text=WORDS)
    assert ticket.messages.count() == 1


def test_what_waits_is_found_by_the_desk_alone(world: World) -> None:
    ticket = held(world)
    note(ticket.key, actor=world.agent, text="Second roll this week.")
    assert "omar" not in TicketSearch.objects.get(ticket=ticket).public_words
    later()
    assert "omar" in TicketSearch.objects.get(ticket=ticket).public_words


def test_one_that_fails_waits_a_minute_and_holds_up_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = held(world), held(world)
    real = sending.send_held_reply

    def broken(pk: int, **values: Any) -> bool:
        if pk == HeldReply.objects.get(message=last(first)).pk:
            raise RuntimeError("a worker died")
        return real(pk, **values)

    monkeypatch.setattr(sending, "send_held_reply", broken)
    assert later() == 1
    assert (last(first).kind, last(second).kind) == (MessageKind.HELD, MessageKind.PUBLIC)
    monkeypatch.undo()
    assert later(60) == 0
    assert later(80) == 1


def test_without_a_worker_the_beat_process_sends_it(world: World) -> None:
    assert "send held replies" in VITAL
    held(world)
    HeldReply.objects.update(goes_out_at=timezone.now())
    assert send_held_replies() == 1


def test_health_says_when_a_reply_was_not_sent(world: World) -> None:
    ticket = held(world)
    assert sending.late_replies().reason == ""
    Message.objects.filter(pk=last(ticket).pk).update(created_at=timezone.now() - timedelta(minutes=3))
    assert sending.late_replies().reason == "1 replies were not sent"


def test_files_wait_with_it_and_go_with_it(world: World, folder: Path) -> None:
    ticket = cast.report(world)
    form = {"kind": "reply", "body": WORDS, "files": [log()], "version": ticket.version}
    sent(world.agent, f"/t/{ticket.key}/write/", **form)
    file = Attachment.objects.get()
    assert "events.txt" not in opened(world.requester, f"/my/{ticket.key}/").page
    assert opened(world.requester, f"/t/{ticket.key}/files/{file.pk}/").status == 404
    later()
    assert "events.txt" in opened(world.requester, f"/my/{ticket.key}/").page


def test_files_of_a_reply_taken_back_are_gone(
    world: World, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    ticket = cast.report(world)
    upload = SimpleUploadedFile("events.txt", b"09:12 ribbon empty\n", "text/plain")
    form = {"kind": "reply", "body": WORDS, "files": [upload], "version": ticket.version}
    sent(world.agent, f"/t/{ticket.key}/write/", **form)
    name = Attachment.objects.get().stored_name
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        take_back_reply(ticket.key, actor=world.agent, message=last(ticket).pk)
    assert (Attachment.objects.count(), default_storage.exists(name)) == (0, False)


def test_the_page_shows_it_with_a_plain_button_that_brings_the_words_back(world: World) -> None:
    ticket = cast.report(world)
    form = {"kind": "reply", "body": WORDS, "then": "", "version": ticket.version}
    answer = sent(world.agent, f"/t/{ticket.key}/write/", **form)
    message = last(ticket)
    assert answer.location == f"/t/{ticket.key}/#message-{message.pk}"
    undo = f'action="/t/{ticket.key}/take-back/{message.pk}/"'
    shown = opened(world.agent, f"/t/{ticket.key}/")
    assert undo in shown.page
    assert "Goes out at" in shown.words
    assert {int(left) for left in re.findall(r'data-held="(\d+)"', shown.page)} <= {8, 9, 10}
    colleague = opened(world.technician, f"/t/{ticket.key}/")
    assert ("Goes out at" in colleague.words, undo in colleague.page) == (True, False)
    taken = sent(world.agent, f"/t/{ticket.key}/take-back/{message.pk}/")
    assert taken.location == f"/t/{ticket.key}/?write=reply#compose"
    assert WORDS in opened(world.agent, taken.location.partition("#")[0]).page


def test_the_page_says_when_it_is_too_late(world: World) -> None:
    ticket = held(world)
    later()
    answer = sent(world.agent, f"/t/{ticket.key}/take-back/{last(ticket).pk}/")
    assert answer.location == f"/t/{ticket.key}/"


def test_going_out_outdates_nobodys_page_unless_the_state_moved(world: World) -> None:
    ticket = held(world)
    version = cast.fresh(ticket).version
    later()
    assert cast.fresh(ticket).version == version
    held(world, ticket=ticket, then_state="pending_requester")
    later()
    assert cast.fresh(ticket).version == version + 2


def test_with_the_time_set_to_nothing_a_reply_goes_at_once(world: World, settings: Any) -> None:
    settings.UNDO_SEND_SECONDS = 0
    ticket = cast.report(world)
    sent(world.agent, f"/t/{ticket.key}/write/", kind="reply", body=WORDS, version=ticket.version)
    assert last(ticket).kind == MessageKind.PUBLIC


def test_replies_over_rest_and_of_steps_go_at_once(world: World) -> None:
    ticket = cast.report(world)
    Rest(world.agent).post(f"tickets/{ticket.key}/messages/", {"kind": "public", "text": WORDS})
    assert last(ticket).kind == MessageKind.PUBLIC
    transition(ticket.key, actor=world.agent, verb="wait_requester", message="Which one?")
    assert last(ticket).kind == MessageKind.PUBLIC
    reply(ticket.key, actor=world.agent, text="The left one?")
    assert last(ticket).kind == MessageKind.PUBLIC
