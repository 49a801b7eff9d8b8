"""What of a ticket can be removed whole: its messages and its files."""

from typing import Any

from django.db.models import QuerySet

from tickets.models import Attachment, Message
from tickets.queries.attachments import visible_attachments


def messages_of(ticket: Any) -> QuerySet[Message]:
    """Messages that still have words, oldest first."""
    found: QuerySet[Message] = ticket.messages.filter(redacted_at=None).order_by("id")
    return found


def files_of(ticket: Any, actor: Any) -> QuerySet[Attachment]:
    """Files the actor may open, oldest first."""
    found: QuerySet[Attachment] = visible_attachments(ticket, actor)
    return found
