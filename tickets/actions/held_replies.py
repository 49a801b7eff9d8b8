"""Undo send: a reply is stored at once and goes out a few seconds later; until then its writer takes it back (ux 5d).

While it is held the message is of its own kind, which nobody but the desk reads, and nothing else has happened: no
state, no clock, no telling. So nothing has to be reversed. Sending does all of it in one transaction, by a worker or
by the beat process, whether or not the browser still lives. The response counts from the press.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, housekeeping, step
from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import Conflict, Forbidden
from hospital_itsm.outbox.wake import wake
from tickets.actions import clocks
from tickets.actions.conversation import PUBLIC_FIELDS, REPLIED, move_on, refuse_promise, row_to
from tickets.actions.drafts import save_draft
from tickets.actions.messages import drop_drafts, say
from tickets.actions.search_words import refresh
from tickets.actions.store import lock, store
from tickets.actions.tell_people import state_words, tell_owner, tell_reporters
from tickets.choices import MessageKind
from tickets.models import HeldReply, Message, Ticket
from tickets.queries.drafts import read_draft

SEND = "tickets.tasks.send_held_replies"
AGAIN_AFTER = timedelta(minutes=1)


@action("ticket.hold_reply", gettext_lazy("wrote a reply"))
def hold_reply(
    key: str,
    *,
    actor: Any,
    text: str,
    then_state: str = "",
    version: int | None = None,
    phi_decision: str = "",
    attachments: Sequence[int] = (),
    promised_update_at: datetime | None = None,
) -> Ticket:
    """Store a reply that goes out after UNDO_SEND_SECONDS; arguments and refusals are those of `reply`."""
    ticket = lock(key, actor, version)
    require(actor, "ticket.work", ticket)
    at = timezone.now()
    if promised_update_at is not None:
        refuse_promise(ticket, promised_update_at, at)
    row_to(ticket, then_state, actor, at)
    said = say(
        ticket,
        actor=actor,
        kind=MessageKind.HELD,
        text=text,
        at=at,
        phi_decision=phi_decision,
        attachments=attachments,
    )
    due = at + timedelta(seconds=settings.UNDO_SEND_SECONDS)
    HeldReply.objects.create(
        message=said.message, then_state=then_state, promised_update_at=promised_update_at, goes_out_at=due
    )
    store(ticket, actor=actor, verb="ticket.hold_reply", changes=said.trail)
    drop_drafts(ticket, actor, "reply")
    transaction.on_commit(lambda: wake(SEND, countdown=settings.UNDO_SEND_SECONDS), robust=True)
    return ticket


@action("ticket.take_back_reply", gettext_lazy("took a reply back before it went out"))
def take_back_reply(key: str, *, actor: Any, message: int) -> Ticket:
    """Remove a reply that has not gone out, with its files; its words are the writer's draft again.

    Raises Conflict once it has gone out, Forbidden for anybody else's reply.
    """
    ticket = lock(key, actor)
    require(actor, "ticket.work", ticket)
    held = HeldReply.objects.select_for_update(of=("self",)).select_related("message")
    found = held.filter(message=message, message__ticket=ticket).first()
    if found is None:
        raise Conflict(_("The reply has gone out. Write another one to correct it."))
    if found.message.author_id != actor.pk:
        raise Forbidden(_("Only the person who wrote the reply takes it back."), "ticket.work")
    _keep_words(ticket, found, actor)
    _remove(found.message)
    store(ticket, actor=actor, verb="ticket.take_back_reply", changes={"message": message})
    return ticket


def _keep_words(ticket: Ticket, held: HeldReply, actor: Any) -> None:
    """Put the words before whatever the writer has begun since."""
    scope = f"{ticket.key}:reply"
    begun = read_draft(actor, scope)
    bodies = [held.message.body, begun.get("body", "")]
    body = "\n\n".join(text for text in bodies if text.strip())
    save_draft(actor=actor, scope=scope, fields={"then": held.then_state, **begun, "body": body})


def _remove(message: Message) -> None:
    files = list(message.attachments.values_list("stored_name", flat=True))
    message.attachments.all().delete()
    message.delete()
    for name in files:
        transaction.on_commit(partial(default_storage.delete, name), robust=True)


@action("ticket.reply", REPLIED)
def send_held_reply(pk: int, *, actor: Any, now: datetime) -> bool:
    """Let one held reply go out at `now`; False where it was taken back or sent meanwhile, or stays inside.

    Recorded as its writer's doing, whose rights it was held under; a state that no longer follows is left out, so that
    the words never wait for it. On a ticket that became restricted to others than its writer it becomes a note.
    """
    place = HeldReply.objects.filter(pk=pk).values_list("message__ticket", flat=True).first()
    ticket = Ticket.objects.select_for_update().filter(pk=place).first()
    rows = HeldReply.objects.select_for_update(of=("self",)).select_related("message__author")
    held = rows.filter(pk=pk).first()
    if ticket is None or held is None:
        return False
    author = held.message.author
    if ticket.is_restricted and not can(author, "ticket.work", ticket):
        _keep_inside(ticket, held, author)
        return False
    _show(ticket, held.message, now)
    ticket.promised_update_at = held.promised_update_at
    clocks.stop_response(ticket, held.message.created_at, author)
    clocks.restart_update(ticket, now, held.promised_update_at)
    moved = _moved(ticket, held.then_state, author, now)
    refresh(ticket)
    changes = {"message": held.message.pk, **moved}
    store(ticket, actor=author, verb="ticket.reply", changes=changes, fields=PUBLIC_FIELDS, rises=bool(moved))
    told = {"state": state_words(ticket)}
    tell_reporters(
        ticket, actor=author, kind="ticket.replied", payload=told, dedupe=f"message {held.message.pk}"
    )
    held.delete()
    return True


@step
def _keep_inside(ticket: Ticket, held: HeldReply, author: Any) -> None:
    held.message.kind = MessageKind.INTERNAL
    held.message.save(update_fields=["kind"])
    refresh(ticket)
    store(ticket, actor=author, verb="ticket.note", changes={"message": held.message.pk}, rises=False)
    tell_owner(ticket, actor=author, kind="ticket.noted")
    held.delete()


def _show(ticket: Ticket, message: Message, now: datetime) -> None:
    message.kind = MessageKind.PUBLIC
    message.save(update_fields=["kind"])
    message.attachments.update(is_internal=False)
    ticket.last_public_at, ticket.last_public_by_requester = now, False


@step
def _moved(ticket: Ticket, then_state: str, author: Any, now: datetime) -> dict[str, Any]:
    try:
        may = can(author, "ticket.work", ticket)
        return move_on(ticket, then_state, author, now) if may else {}
    except (Conflict, Forbidden):
        return {}


@housekeeping("only says when the next try is")
def put_off(pk: int, *, actor: Any, now: datetime) -> None:
    """Let a reply that could not go out wait a minute, so that it never holds up the others."""
    HeldReply.objects.filter(pk=pk).update(goes_out_at=now + AGAIN_AFTER)
