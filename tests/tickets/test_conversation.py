"""Replies, notes and answers: what they do to clocks, states and people, and what they must not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.context import origin
from hospital_itsm.core.errors import (
    Conflict,
    Forbidden,
    IllegalTransition,
    PhiSuspected,
    StaleVersion,
    ValueRefused,
)
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.actions.conversation import note, reply, reply_as_requester
from tickets.actions.drafts import save_draft
from tickets.actions.transitions import transition
from tickets.choices import MessageKind, State
from tickets.models import Draft, Message, ProtectedReference, Ticket

pytestmark = pytest.mark.django_db
PATIENT = "Patient MRN 00482913, DOB 03/14/1961"


def bodies(ticket: Ticket, kind: str) -> list[str]:
    """Texts of one kind on the ticket, oldest first."""
    return list(
        Message.objects.filter(ticket=ticket, kind=kind).order_by("id").values_list("body", flat=True)
    )


def test_a_public_reply_stops_the_response_clock_and_starts_a_new_update_round(world: World) -> None:
    ticket = cast.report(world, "unsafe")
    reply(ticket.key, actor=world.agent, text="Omar is on the way.")
    stored = cast.fresh(ticket)
    assert cast.clock(ticket, "response").outcome == "met"
    assert stored.responded_at is not None
    assert cast.clock(ticket, "update").counted_from == stored.last_public_at
    assert stored.last_public_by_requester is False


def test_a_reply_tells_everybody_who_reported_by_bell_and_mail_but_not_the_writer(world: World) -> None:
    ticket = cast.report(world)
    reply(ticket.key, actor=world.agent, text="Omar is on the way.")
    assert cast.told(ticket, "ticket.replied") == ["alma.reyes"]
    assert cast.told(ticket, "ticket.replied", "email") == ["alma.reyes"]


def test_the_trail_of_a_reply_holds_no_word_of_it(world: World) -> None:
    ticket = cast.report(world)
    reply(ticket.key, actor=world.agent, text="Omar is on the way.")
    changes = AuditEntry.objects.get(verb="ticket.reply").changes
    assert "Omar" not in str(changes)
    assert changes["body"]["length"] == len("Omar is on the way.")


def test_a_note_moves_no_clock_and_tells_no_requester(world: World) -> None:
    ticket = cast.report(world, "unsafe")
    before = cast.clock(ticket, "update").due_at
    note(ticket.key, actor=world.agent, text="Looks like the driver again")
    assert cast.clock(ticket, "response").stopped_at is None
    assert cast.clock(ticket, "update").due_at == before
    assert cast.fresh(ticket).last_public_by_requester is True
    assert cast.told(ticket, "ticket.replied") == []
    assert bodies(ticket, MessageKind.INTERNAL) == ["Looks like the driver again"]


def test_the_owner_promises_the_next_update_of_a_p2_within_four_hours(world: World) -> None:
    ticket = cast.report(world, "unsafe")
    late = timezone.now() + timedelta(hours=4, minutes=5)
    with pytest.raises(ValueRefused) as refusal:
        reply(ticket.key, actor=world.agent, text="Looking.", promised_update_at=late)
    assert list(refusal.value.errors) == ["promised_update_at"]
    assert bodies(ticket, MessageKind.PUBLIC) == []
    promised = timezone.now() + timedelta(hours=3)
    reply(ticket.key, actor=world.agent, text="Looking.", promised_update_at=promised)
    assert cast.fresh(ticket).promised_update_at == promised
    assert abs(cast.clock(ticket, "update").due_at - promised) < timedelta(seconds=1)


def test_a_promise_in_the_past_is_refused(world: World) -> None:
    ticket = cast.report(world, "unsafe")
    with pytest.raises(ValueRefused):
        reply(ticket.key, actor=world.agent, text="Looking.", promised_update_at=timezone.now())


def test_the_answer_of_the_requester_resumes_a_waiting_ticket(world: World) -> None:
    ticket = cast.report(world)
    reply(ticket.key, actor=world.agent, text="Which roll is in it?", then_state=State.PENDING_REQUESTER)
    assert cast.fresh(ticket).state == State.PENDING_REQUESTER
    assert cast.clock(ticket, "restore").due_at is None
    reply_as_requester(ticket.key, actor=world.requester, text="The blue one")
    stored = cast.fresh(ticket)
    assert (stored.state, stored.last_public_by_requester) == (State.IN_PROGRESS, True)
    assert cast.clock(ticket, "restore").due_at is not None


def test_an_automatic_answer_resumes_nothing(world: World) -> None:
    ticket = cast.report(world)
    reply(ticket.key, actor=world.agent, text="Which roll is in it?", then_state=State.PENDING_REQUESTER)
    reply_as_requester(ticket.key, actor=world.requester, text="I am out until Monday", automatic=True)
    assert cast.fresh(ticket).state == State.PENDING_REQUESTER
    assert cast.clock(ticket, "restore").due_at is None


def test_a_colleague_of_the_unit_may_answer_and_a_nurse_elsewhere_finds_nothing(world: World) -> None:
    ticket = cast.report(world)
    reply_as_requester(ticket.key, actor=world.colleague, text="Same here")
    assert bodies(ticket, MessageKind.PUBLIC) == ["Same here"]
    with pytest.raises(Ticket.DoesNotExist):
        reply_as_requester(ticket.key, actor=world.elsewhere, text="And here")


def test_the_requester_may_not_write_as_the_desk(world: World) -> None:
    ticket = cast.report(world)
    for act in (reply, note):
        with pytest.raises(Forbidden):
            act(ticket.key, actor=world.requester, text="Psst")
    assert Message.objects.filter(ticket=ticket).exclude(kind=MessageKind.REPORT).count() == 0


def test_an_empty_reply_is_refused(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(ValueRefused) as refusal:
        reply(ticket.key, actor=world.agent, text=" \n ")
    assert list(refusal.value.errors) == ["text"]


def test_a_reply_to_an_older_version_is_kept_from_going_out(world: World) -> None:
    ticket = cast.report(world)
    reply(ticket.key, actor=world.agent, text="First", version=1)
    with pytest.raises(StaleVersion):
        reply(ticket.key, actor=world.technician, text="Second", version=1)
    assert bodies(ticket, MessageKind.PUBLIC) == ["First"]


def test_a_reply_alone_does_not_resolve(world: World) -> None:
    ticket = cast.report(world)
    with pytest.raises(IllegalTransition) as illegal:
        reply(ticket.key, actor=world.agent, text="Done", then_state=State.RESOLVED)
    assert "resolve" in illegal.value.allowed
    assert cast.fresh(ticket).state == State.NEW
    assert bodies(ticket, MessageKind.PUBLIC) == []


def test_patient_data_in_a_reply_goes_to_the_protected_field_on_the_web(world: World) -> None:
    ticket = cast.report(world)
    with origin(channel="web"):
        reply(ticket.key, actor=world.agent, text=f"Reprint for {PATIENT}")
    (body,) = bodies(ticket, MessageKind.PUBLIC)
    assert "00482913" not in body
    assert ProtectedReference.objects.filter(ticket=ticket).exists()


def test_over_rest_patient_data_without_a_decision_is_refused(world: World) -> None:
    ticket = cast.report(world)
    with origin(channel="api"), pytest.raises(PhiSuspected):
        reply(ticket.key, actor=world.agent, text=f"Reprint for {PATIENT}")
    assert bodies(ticket, MessageKind.PUBLIC) == []


def test_sending_drops_the_draft_of_that_mode_only(world: World) -> None:
    ticket = cast.report(world)
    save_draft(actor=world.agent, scope=f"{ticket.key}:reply", fields={"text": "On the"})
    save_draft(actor=world.agent, scope=f"{ticket.key}:note", fields={"text": "Driver"})
    reply(ticket.key, actor=world.agent, text="On the way")
    assert list(Draft.objects.values_list("scope", flat=True)) == [f"{ticket.key}:note"]


def test_a_cancelled_ticket_takes_no_answer_and_says_what_to_do(world: World) -> None:
    ticket = cast.report(world)
    transition(ticket.key, actor=world.requester, verb="withdraw", reason="Works again")
    with pytest.raises(Conflict, match="report a new problem"):
        reply_as_requester(ticket.key, actor=world.requester, text="Hello?")
