"""Claiming and settling messages. A claim is a lease: a worker that dies gives its messages back after a minute."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.outbox.choices import Channel, Outcome
from hospital_itsm.outbox.folding import fold
from hospital_itsm.outbox.models import Attempt, BellItem, OutboxMessage
from hospital_itsm.outbox.rules.backoff import next_attempt
from hospital_itsm.outbox.rules.folding import WINDOW
from hospital_itsm.outbox.waiting import due

LEASE = timedelta(seconds=60)
BATCH = 5
BELL_BATCH = 500


@housekeeping("A claim is progress of delivery; the attempts are its record.")
def claim(*, actor: Any, channel: str, now: datetime) -> list[OutboxMessage]:
    """Take a few due messages of a channel for one lease; rivals get others. Their attempt counts from now."""
    rows = list(due(channel, now).select_for_update(skip_locked=True)[:BATCH])
    for row in rows:
        row.next_attempt_at, row.attempts_made = now + LEASE, row.attempts_made + 1
    OutboxMessage.objects.bulk_update(rows, ["next_attempt_at", "attempts_made"])
    return list(OutboxMessage.objects.filter(pk__in=[row.pk for row in rows]).select_related("recipient"))


@housekeeping("The attempt row is the record.")
def settle_done(message: OutboxMessage, *, actor: Any, outcome: str, now: datetime) -> None:
    """Note that a message has left, or that there is nobody to send it to."""
    Attempt.objects.create(message=message, outcome=outcome)
    OutboxMessage.objects.filter(pk=message.pk, done_at__isnull=True).update(done_at=now)


@housekeeping("The attempt row is the record.")
def settle_failed(message: OutboxMessage, *, actor: Any, outcome: str, detail: str, now: datetime) -> None:
    """Note a failed attempt and move the message to its next one; after a day it is given up."""
    Attempt.objects.create(message=message, outcome=outcome, detail=detail[:120])
    again_at = next_attempt(message.attempts_made, message.due_at, now)
    fields = {"failed_at": now} if again_at is None else {"next_attempt_at": again_at}
    OutboxMessage.objects.filter(pk=message.pk, done_at__isnull=True).update(**fields)


@housekeeping("The bell item itself is the record.")
def put_in_bells(*, actor: Any, now: datetime) -> int:
    """Put due in-app messages into their people's bells, many with one statement; return how many.

    What comes in a burst folds into one line.
    """
    rows = list(due(Channel.IN_APP, now).select_for_update(skip_locked=True)[:BELL_BATCH])
    if not rows:
        return 0
    done = fold(rows, _lines(rows, now), now)
    BellItem.objects.bulk_update(done.older, ["folded_at", "burst"])
    for burst, kept in done.moved:
        BellItem.objects.filter(burst=burst).update(burst=kept)
    BellItem.objects.bulk_create(done.new, ignore_conflicts=True)
    Attempt.objects.bulk_create([Attempt(message=row, outcome=Outcome.SENT) for row in rows])
    OutboxMessage.objects.filter(pk__in=[row.pk for row in rows]).update(done_at=now)
    return len(rows)


def _lines(rows: Sequence[OutboxMessage], now: datetime) -> list[BellItem]:
    """The unread lines that these messages may fold with, locked: a rival waits and then sees them folded."""
    unread = BellItem.objects.unread().filter(created_at__gt=now - WINDOW)
    return list(unread.filter(user__in={row.recipient_id for row in rows}).select_for_update().order_by("pk"))
