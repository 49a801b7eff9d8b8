"""My tickets and my unit: what needs an answer, what is open, what was fixed, and what happened last (ux 5b)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tickets.choices import OPEN_STATES, REQUESTER_WORDS, MessageKind, Metric, State
from tickets.queries.clocks import clocks_of
from tickets.queries.suggestions import with_joined
from tickets.rules.title import title_for

THIS_WEEK = timedelta(days=7)
MOST_ROWS = 100


@dataclass(frozen=True)
class MyRow:
    """One line of the list. `happened` is the last thing in one sentence, `expected_at` the promise that runs.

    `question` is what the desk asked where the ticket waits for the person, else empty.
    """

    ticket: Any
    state_words: str
    happened: str
    happened_at: datetime
    expected_at: datetime | None
    question: str = ""


@dataclass(frozen=True)
class MyTickets:
    """The three groups, each newest first."""

    needs_answer: tuple[MyRow, ...]
    open: tuple[MyRow, ...]
    fixed: tuple[MyRow, ...]

    @property
    def is_empty(self) -> bool:
        """Is there nothing to show?"""
        return not (self.needs_answer or self.open or self.fixed)


def mine(user: Any) -> "QuerySet[Any]":
    """Tickets the person reported or joined, restricted ones included: the words are theirs.

    A union of two indexed look-ups, because an OR of them reads the whole table.
    """
    from tickets.models import Reporter, Ticket

    joined = Reporter.objects.filter(user_id=user.pk).values("ticket_id")
    reported = Ticket.objects.filter(requester_id=user.pk).values("pk")
    return Ticket.objects.filter(pk__in=reported.union(joined))


def needs_answer_count(user: Any) -> int:
    """How many of the person's tickets wait for their answer, for the mark in the navigation."""
    return mine(user).filter(state=State.PENDING_REQUESTER).count()


def my_tickets(user: Any, now: datetime) -> MyTickets:
    """The person's tickets in three groups; three statements whatever there is."""
    recent = Q(state__in=(State.RESOLVED, State.CLOSED), resolved_at__gte=now - THIS_WEEK)
    rows = _rows(mine(user).filter(Q(state__in=OPEN_STATES) | recent))
    waiting = [row for row in rows if row.ticket.state == State.PENDING_REQUESTER]
    is_open = [row for row in rows if row.ticket.is_open and row.ticket.state != State.PENDING_REQUESTER]
    fixed = [row for row in rows if not row.ticket.is_open]
    return MyTickets(tuple(waiting), tuple(is_open), tuple(fixed))


def my_unit(user: Any, care_area: Any = None) -> tuple[MyRow, ...]:
    """Everything open and not restricted in the person's units, or in one of them; `ticket.has_joined` is set."""
    from tickets.models import Ticket

    seen = (
        Ticket.objects.visible_to(user)
        .open()
        .filter(is_restricted=False, care_area_id__in=user.care_area_ids)
    )
    if care_area is not None:
        seen = seen.filter(care_area=care_area)
    return tuple(_rows(with_joined(seen, user)))


def _rows(tickets: "QuerySet[Any]") -> list[MyRow]:
    related = tickets.select_related("team", "assignee", "care_area")
    found = list(related.order_by("-opened_at", "-id")[:MOST_ROWS])
    clocks = clocks_of(found)
    said = _last_words(found)
    return [_row(ticket, said.get(ticket.pk), clocks.get(ticket.pk, {})) for ticket in found]


def _last_words(tickets: Sequence[Any]) -> dict[int, Any]:
    from tickets.models import Message

    public = Message.objects.filter(ticket__in=[ticket.pk for ticket in tickets], kind=MessageKind.PUBLIC)
    last = public.select_related("author").order_by("ticket_id", "-id").distinct("ticket_id")
    return {message.ticket_id: message for message in last}


def _row(ticket: Any, message: Any, clocks: dict[str, Any]) -> MyRow:
    asks = ticket.state == State.PENDING_REQUESTER and message is not None
    return MyRow(
        ticket=ticket,
        state_words=str(REQUESTER_WORDS[State(ticket.state)]),
        happened=_happened(ticket, message),
        happened_at=message.created_at if message is not None else ticket.opened_at,
        expected_at=_expected(ticket, clocks),
        question=message.body if asks else "",
    )


def _happened(ticket: Any, message: Any) -> str:
    """One sentence: the last public words with their writer, else who has it."""
    if message is not None and message.body:
        return _("%(name)s: %(words)s") % {"name": message.author_label, "words": title_for(message.body)}
    if ticket.assignee is not None:
        return _("%(name)s has it") % {"name": ticket.assignee.full_name}
    return _("With %(team)s") % {"team": ticket.team.name} if ticket.team else _("Received")


def _expected(ticket: Any, clocks: dict[str, Any]) -> datetime | None:
    """The planned time, else the promise that runs next: the answer first, then restoring or fulfilling."""
    if ticket.planned_for is not None:
        return ticket.planned_for
    for metric in (Metric.RESPONSE, Metric.RESTORE, Metric.FULFIL):
        clock = clocks.get(metric)
        if clock is not None and clock.stopped_at is None and clock.due_at is not None:
            return clock.due_at
    return None
