"""Messages that wait: what is due, since when, and what was given up."""

from datetime import datetime, timedelta

from django.db.models import Min, QuerySet

from hospital_itsm.outbox.models import OutboxMessage


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
