"""Reads of the outbox: what is due, what waits too long, and a person's bell."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min, QuerySet

from hospital_itsm.outbox.models import BellItem, OutboxMessage

UNREAD_SHOWN = 99
PAGE_LENGTH = 30


def undelivered() -> QuerySet[OutboxMessage]:
    """Messages that are neither delivered nor given up."""
    return OutboxMessage.objects.filter(done_at__isnull=True, failed_at__isnull=True)


def due(channel: str, now: datetime) -> QuerySet[OutboxMessage]:
    """Messages of a channel to deliver now, longest due first."""
    return undelivered().filter(channel=channel, next_attempt_at__lte=now).order_by("next_attempt_at", "id")


def oldest_undelivered(now: datetime) -> datetime | None:
    """When the oldest message that still waits was due, or None when none waits beyond its time."""
    oldest: datetime | None = undelivered().filter(due_at__lte=now).aggregate(oldest=Min("due_at"))["oldest"]
    return oldest


def given_up_since_yesterday(now: datetime) -> int:
    """How many messages were given up in the 24 hours before `now`."""
    return OutboxMessage.objects.filter(failed_at__gt=now - timedelta(days=1)).count()


def unread_count(user: Any) -> int:
    """How many bell items a person has not read, at most `UNREAD_SHOWN` + 1: one read of a small index."""
    return BellItem.objects.filter(user_id=user.pk, read_at__isnull=True)[: UNREAD_SHOWN + 1].count()


def bell_page(user: Any, before: int | None = None) -> tuple[Sequence[BellItem], int | None]:
    """A page of a person's bell, newest first, and the id to continue before, or None at the end."""
    items = BellItem.objects.filter(user_id=user.pk).select_related("message").order_by("-id")
    if before is not None:
        items = items.filter(pk__lt=before)
    page = list(items[: PAGE_LENGTH + 1])
    more = page[PAGE_LENGTH - 1].pk if len(page) > PAGE_LENGTH else None
    return page[:PAGE_LENGTH], more
