"""Telling people: outbox rows written in the transaction of the change they tell about."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hospital_itsm.audit.actions import step
from hospital_itsm.core.actors import person
from hospital_itsm.outbox import kinds
from hospital_itsm.outbox.choices import PAGES, Channel
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.outbox.wake import wake_workers

DEDUPE_LENGTH = 160
BATCH = 1000


@step
def tell(
    *,
    actor: Any,
    kind: str,
    recipients: Iterable[Any],
    payload: Mapping[str, Any],
    dedupe: str,
    channels: Sequence[str] | None = None,
    at: datetime | None = None,
) -> int:
    """Write one message per recipient and channel; return how many. Telling twice under one `dedupe` tells once.

    `payload` holds only what the kind lists (numbers, codes, labels, instants). The actor is not told of their own
    doing unless the kind says so. `channels` replaces the kind's own; those a person has no address for fall away.
    `at` holds the message back until then. Raises PayloadRefused for anything else in the payload, KeyError for an
    unknown kind.
    """
    return write(
        messages(
            actor=actor,
            kind=kind,
            recipients=recipients,
            payload=payload,
            dedupe=dedupe,
            channels=channels,
            at=at,
        )
    )


def messages(
    *,
    actor: Any,
    kind: str,
    recipients: Iterable[Any],
    payload: Mapping[str, Any],
    dedupe: str,
    channels: Sequence[str] | None = None,
    at: datetime | None = None,
) -> list[OutboxMessage]:
    """Build the rows of `tell` without writing them, for jobs that tell many things with one statement."""
    found = kinds.find(kind)
    stored = found.take(payload)
    left_out = None if found.tells_actor else getattr(person(actor), "pk", None)
    people = {user.pk: user for user in recipients if user.is_active and user.pk != left_out}
    due = at or timezone.now()
    return [
        OutboxMessage(
            kind=kind,
            recipient_id=user.pk,
            channel=channel,
            payload=stored,
            dedupe_key=_dedupe_key(kind, dedupe, user.pk, channel),
            due_at=due,
            next_attempt_at=due,
        )
        for user in people.values()
        for channel in reachable(user, found.channels if channels is None else channels)
    ]


@step
def write(rows: Sequence[OutboxMessage]) -> int:
    """Write rows built by `messages` in one statement a thousand, and wake the workers when they are committed."""
    if rows:
        OutboxMessage.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
        _wake_after_commit()
    return len(rows)


def reachable(user: Any, channels: Iterable[str]) -> list[str]:
    """The channels of these that the person has an address for; the paging service serves everybody."""
    has = {
        Channel.IN_APP: True,
        Channel.EMAIL: bool(user.email),
        Channel.PAGE_MAIL: bool(user.page_address),
        Channel.PAGE_WEBHOOK: bool(settings.PAGE_WEBHOOK_URL),
    }
    return [channel for channel in dict.fromkeys(channels) if has[Channel(channel)]]


def can_be_paged(user: Any) -> bool:
    """Does a page reach this person outside the product? Without it the ladder must not wait for them."""
    return bool(reachable(user, PAGES))


def _wake_after_commit() -> None:
    """One wake a transaction; a savepoint that takes it back takes back what was told in it as well."""
    waiting = transaction.get_connection().run_on_commit
    if not any(entry[1] is wake_workers for entry in waiting):
        transaction.on_commit(wake_workers, robust=True)


def _dedupe_key(kind: str, dedupe: str, user_pk: int, channel: str) -> str:
    key = f"{kind}:{dedupe}:{user_pk}:{channel}"
    return key if len(key) <= DEDUPE_LENGTH else f"sha256:{hashlib.sha256(key.encode()).hexdigest()}"
