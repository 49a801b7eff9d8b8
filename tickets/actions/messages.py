"""Putting words on a ticket: guarded, stored, told apart by who may read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import step
from hospital_itsm.audit.recording import free_text
from hospital_itsm.core import context
from hospital_itsm.core.actors import is_system, person
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.phi_guard import guard
from tickets.actions.protected import keep_protected
from tickets.choices import SAID_PUBLICLY, MessageKind, Source
from tickets.models import Attachment, Draft, Message, Ticket

LONGEST_MESSAGE = 20_000
SOURCES = {"web": Source.WEB, "api": Source.API}


@dataclass(frozen=True)
class Said:
    """A stored message and what the trail keeps of it: its number, the digest of its text, the PHI answer."""

    message: Message
    trail: dict[str, Any]


@step
def say(
    ticket: Ticket,
    *,
    actor: Any,
    kind: str,
    text: str,
    at: datetime,
    phi_decision: str = "",
    attachments: Sequence[int] = (),
    by_requester: bool = False,
    automatic: bool = False,
    field: str = "text",
) -> Said:
    """Store a message on a locked ticket, with what looked like patient data taken out.

    `attachments` are keys of files the actor uploaded to this ticket before. Raises ValueRefused for an empty
    or too long text, PhiSuspected over REST. The caller saves `last_public_at` and `last_public_by_requester`.
    """
    _refuse_length(text, field)
    clean = guard(text.strip(), phi_decision, field=field)
    if clean.removed:
        keep_protected(ticket, clean.removed, at=at)
    message = Message.objects.create(
        ticket=ticket,
        kind=kind,
        author=person(actor),
        author_label=author_label(actor),
        body=clean.text,
        source=Source.SYSTEM if is_system(actor) else SOURCES.get(context.current().channel, Source.WEB),
        phi_decision=clean.decision,
        is_automatic=automatic or is_system(actor),
        created_at=at,
    )
    _bind(message, actor, attachments)
    if kind == MessageKind.PUBLIC:
        ticket.last_public_at, ticket.last_public_by_requester = at, by_requester
    phi = {"phi": [str(clean.decision), *clean.types]} if clean.types else {}
    return Said(message, {"message": message.pk, "body": free_text(message.body), **phi})


@step
def author_label(actor: Any) -> str:
    """The name under a message; automatic ones are signed by the desk."""
    return str(_("Service desk")) if is_system(actor) else actor.display_name[:120]


@step
def drop_drafts(ticket: Ticket, actor: Any, *modes: str) -> None:
    """Forget the actor's unsent words of these modes of the composer, because they were sent."""
    scopes = [f"{ticket.key}:{mode}" for mode in modes]
    Draft.objects.filter(user=person(actor), scope__in=scopes).delete()


def _refuse_length(text: str, field: str) -> None:
    if not text.strip():
        raise ValueRefused({field: _("Write the message first.")})
    if len(text) > LONGEST_MESSAGE:
        raise ValueRefused(
            {field: _("Shorten the message to %(most)d characters.") % {"most": LONGEST_MESSAGE}}
        )


def _bind(message: Message, actor: Any, attachments: Sequence[int]) -> None:
    if not attachments:
        return
    mine = Attachment.objects.filter(
        pk__in=attachments, ticket=message.ticket, uploader=person(actor), message__isnull=True
    )
    is_internal = message.kind not in SAID_PUBLICLY
    if mine.update(message=message, is_internal=is_internal) != len(set(attachments)):
        raise ValueRefused(
            {"attachments": _("Attach the file again: it is not one of yours on this ticket.")}
        )
