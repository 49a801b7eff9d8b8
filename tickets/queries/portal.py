"""One ticket as its requester and their unit see it: public words, public files, their own answer (ux 5b)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from tickets.choices import OPEN_STATES, RATED_STATES, SAID_PUBLICLY, MessageKind
from tickets.queries.attachments import visible_attachments
from tickets.queries.my import mine


@dataclass(frozen=True)
class Said:
    """A public message with its files; `is_mine`: the person who reads wrote it, `is_desk`: the desk did."""

    message: Any
    files: tuple[Any, ...]
    is_mine: bool
    is_desk: bool


@dataclass(frozen=True)
class PublicTicket:
    """What the requester's page shows. `own` is the reader's Reporter row, `score` their rating; None where there is
    none. `loose_files` belong to no message."""

    ticket: Any
    said: tuple[Said, ...]
    loose_files: tuple[Any, ...]
    own: Any
    score: int | None


def public_ticket(ticket: Any, user: Any) -> PublicTicket:
    """Read the page of a ticket the person already sees; four statements. Nothing internal is ever read."""
    from tickets.models import Message, Rating

    rows = list(
        Message.objects.filter(ticket=ticket, kind__in=SAID_PUBLICLY).select_related("author").order_by("id")
    )
    reporters = list(ticket.reporters.all())
    people = {ticket.requester_id, ticket.opened_by_id, *(row.user_id for row in reporters)}
    files = list(visible_attachments(ticket, user).filter(is_internal=False))
    rated = ticket.state in RATED_STATES
    rating = Rating.objects.filter(ticket=ticket, user=user).first() if rated else None
    return PublicTicket(
        ticket=ticket,
        said=tuple(_said(row, files, user, people) for row in rows),
        loose_files=tuple(file for file in files if file.message_id not in {row.pk for row in rows}),
        own=next((row for row in reporters if row.user_id == user.pk), None),
        score=rating.score if rating is not None else None,
    )


def _said(row: Any, files: Sequence[Any], user: Any, people: set[int | None]) -> Said:
    by_requester = row.kind == MessageKind.REPORT or row.author_id in people
    return Said(
        message=row,
        files=tuple(file for file in files if file.message_id == row.pk),
        is_mine=row.author_id == user.pk,
        is_desk=not by_requester,
    )


def done_tickets(user: Any) -> "QuerySet[Any]":
    """The person's tickets that are over, for the list behind *Done*."""
    from tickets.models import Ticket

    over: Any = mine(user).exclude(state__in=OPEN_STATES).select_related("team", "merged_into")
    found: QuerySet[Any] = over.knowing_survivor(Ticket.objects.in_portal(user))
    return found
