"""What was split off a ticket and what it came from, what may go along, and whether a split can be undone."""

from typing import Any

from django.db.models import Q, QuerySet

from tickets.choices import MessageKind, State
from tickets.models import Message, Ticket

MOVABLE = (MessageKind.PUBLIC, MessageKind.INTERNAL)


def splits_of(ticket: Any, actor: Any) -> QuerySet[Any]:
    """Splits that hold, from either end, whose other end the actor sees in the agent area: one statement."""
    from hospital_itsm.splitting.models import Split

    seen = Ticket.objects.on_desk(actor).order_by().values("pk")
    there = Q(source=ticket, made__in=seen) | Q(made=ticket, source__in=seen)
    rows = Split.objects.filter(there, undone_at__isnull=True)
    return rows.select_related("source", "made", "split_by").order_by("id")


def movable(ticket: Any) -> QuerySet[Message]:
    """Replies and notes that may go along: all but the report, what has not gone out yet, and what was removed."""
    rows = ticket.messages.filter(kind__in=MOVABLE, redacted_at=None).select_related("author").order_by("id")
    found: QuerySet[Message] = rows
    return found


def is_untouched(ticket: Any) -> bool:
    """Did nobody take the ticket, move it on or write on it since it was made? One statement."""
    if ticket.state != State.NEW or ticket.assignee_id is not None:
        return False
    report = ticket.messages.filter(kind=MessageKind.REPORT).order_by("id").values("id")[:1]
    return not ticket.messages.filter(pk__gt=report).exists()
