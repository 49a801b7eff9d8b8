"""Replies and notes. A public reply moves clocks and tells reporters; an internal note does neither."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import is_system
from hospital_itsm.core.errors import Conflict, IllegalTransition, ValueRefused
from hospital_itsm.core.lifecycle import Transition
from tickets.actions import clocks
from tickets.actions.messages import Said, drop_drafts, say
from tickets.actions.moving import find_move, move
from tickets.actions.search_words import refresh
from tickets.actions.store import lock, store
from tickets.actions.tell_people import state_words, tell_owner, tell_reporters
from tickets.choices import MessageKind, State
from tickets.models import Ticket
from tickets.queries.next_steps import next_steps, next_verbs
from tickets.rules.targets import latest_promise

PUBLIC_FIELDS = ("last_public_at", "last_public_by_requester", "promised_update_at", "responded_at")
ENDED_FOR_REPLIES = (State.CLOSED, State.CANCELLED, State.MERGED)
REPLIED = gettext_lazy("replied")
MESSAGE_ONLY = {("message",), ()}


@action("ticket.reply", REPLIED)
def reply(
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
    """Write to the reporters and, in the same step, move to `then_state` (a code of State; empty stays).

    Raises StaleVersion when the page is older than the ticket, IllegalTransition for a state that does not
    follow or asks for more than a message, ValueRefused for an empty text or a promise that is too late.
    """
    ticket = lock(key, actor, version)
    require(actor, "ticket.work", ticket)
    at = timezone.now()
    said = say_publicly(
        ticket,
        actor=actor,
        text=text,
        at=at,
        phi_decision=phi_decision,
        attachments=attachments,
        promised_update_at=promised_update_at,
    )
    moved = move_on(ticket, then_state, actor, at)
    refresh(ticket)
    store(ticket, actor=actor, verb="ticket.reply", changes=said.trail | moved, fields=PUBLIC_FIELDS)
    drop_drafts(ticket, actor, "reply")
    tell_reporters(ticket, actor=actor, kind="ticket.replied", payload={"state": state_words(ticket)})
    return ticket


@step
def say_publicly(
    ticket: Ticket,
    *,
    actor: Any,
    text: str,
    at: datetime,
    phi_decision: str = "",
    attachments: Sequence[int] = (),
    promised_update_at: datetime | None = None,
    field: str = "text",
) -> Said:
    """Store a public staff message and let it act on the clocks; telling and recording are the caller's.

    A person's message stops the response clock and begins a new round of the update clock.
    """
    if promised_update_at is not None:
        refuse_promise(ticket, promised_update_at, at)
    said = say(
        ticket,
        actor=actor,
        kind=MessageKind.PUBLIC,
        text=text,
        at=at,
        phi_decision=phi_decision,
        attachments=attachments,
        field=field,
    )
    ticket.promised_update_at = promised_update_at
    if not is_system(actor):
        clocks.stop_response(ticket, at, actor)
        clocks.restart_update(ticket, at, promised_update_at)
    return said


@action("ticket.note", gettext_lazy("wrote an internal note"))
def note(
    key: str,
    *,
    actor: Any,
    text: str,
    version: int | None = None,
    phi_decision: str = "",
    attachments: Sequence[int] = (),
) -> Ticket:
    """Write for the desk alone; no clock and no requester learns of it."""
    ticket = lock(key, actor, version)
    require(actor, "ticket.work", ticket)
    said = say(
        ticket,
        actor=actor,
        kind=MessageKind.INTERNAL,
        text=text,
        at=timezone.now(),
        phi_decision=phi_decision,
        attachments=attachments,
    )
    refresh(ticket)
    store(ticket, actor=actor, verb="ticket.note", changes=said.trail)
    drop_drafts(ticket, actor, "note")
    tell_owner(ticket, actor=actor, kind="ticket.noted")
    return ticket


@action("ticket.reply_as_requester", gettext_lazy("wrote to the desk"))
def reply_as_requester(
    key: str,
    *,
    actor: Any,
    text: str,
    phi_decision: str = "",
    attachments: Sequence[int] = (),
    version: int | None = None,
    automatic: bool = False,
) -> Ticket:
    """Write to the desk from the portal. A ticket that waits for the requester goes on; an automatic answer
    (out of office) moves nothing.

    Raises Conflict on an ended ticket, saying where to go instead.
    """
    ticket = lock(key, actor, version)
    require(actor, "ticket.reply_as_requester", ticket)
    _refuse_ended(ticket, actor)
    at = timezone.now()
    said = say(
        ticket,
        actor=actor,
        kind=MessageKind.PUBLIC,
        text=text,
        at=at,
        phi_decision=phi_decision,
        attachments=attachments,
        by_requester=True,
        automatic=automatic,
    )
    if not automatic:
        clocks.requester_wrote(ticket, at)
    moved: dict[str, list[Any]] = {}
    if ticket.state == State.PENDING_REQUESTER and not automatic:
        moved = move(ticket, find_move(ticket, "answer", actor, at), actor, at)
    refresh(ticket)
    store(
        ticket,
        actor=actor,
        verb="ticket.reply_as_requester",
        changes=said.trail | moved,
        fields=PUBLIC_FIELDS,
    )
    drop_drafts(ticket, actor, "requester")
    tell_owner(ticket, actor=actor, kind="ticket.requester_replied")
    return ticket


@step
def move_on(ticket: Ticket, then_state: str, actor: Any, at: datetime) -> dict[str, list[Any]]:
    """Move to the state a reply leads to; nothing for none. Raises as `row_to`."""
    row = row_to(ticket, then_state, actor, at)
    return {} if row is None else move(ticket, row, actor, at) | _restored(ticket, at)


@step
def row_to(ticket: Ticket, then_state: str, actor: Any, at: datetime) -> Transition | None:
    """The row of the table by which a reply alone leads to a state; None for staying.

    Raises IllegalTransition for a state that does not follow or asks for more than a message.
    """
    if not then_state or then_state == ticket.state:
        return None
    for row in next_steps(ticket, actor, at):
        if row.to == then_state and row.needs in MESSAGE_ONLY:
            return row
    raise IllegalTransition(
        _("A reply alone does not lead there. Use the step itself, which asks for what is missing."),
        next_verbs(ticket, actor, at),
    )


def _restored(ticket: Ticket, at: datetime) -> dict[str, list[Any]]:
    if ticket.state != State.RESTORED:
        return {}
    ticket.restored_at = at
    return {"restored_at": [None, at.isoformat()]}


@step
def refuse_promise(ticket: Ticket, promised: datetime, at: datetime) -> None:
    """Raise ValueRefused for a promise in the past or later than the priority allows."""
    latest = latest_promise(ticket.priority, at)
    if promised <= at:
        raise ValueRefused({"promised_update_at": _("Promise a time that is still ahead.")})
    if latest is not None and promised > latest:
        hours = timezone.localtime(latest)
        raise ValueRefused(
            {"promised_update_at": _("Promise it by %(time)s at the latest.") % {"time": f"{hours:%H:%M}"}}
        )


def _refuse_ended(ticket: Ticket, actor: Any) -> None:
    if ticket.state not in ENDED_FOR_REPLIES:
        return
    survivor = Ticket.objects.visible_to(actor).filter(pk=ticket.merged_into_id).first()
    if survivor is not None:
        words = _("This report went on as %(key)s. Write there.") % {"key": survivor.key}
    elif ticket.state == State.MERGED:
        words = _("This report went on as another ticket. Call the desk about it.")
    else:
        words = _("This ticket is closed. Press Still broken to open it again, or report a new problem.")
    raise Conflict(words)
