"""Claiming e-mails: each person's together, at the pace that person chose."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.outbox import kinds, topics
from hospital_itsm.outbox.actions.deliver import BATCH, LEASE
from hospital_itsm.outbox.choices import Channel, Outcome
from hospital_itsm.outbox.mail_choices import paces_of
from hospital_itsm.outbox.models import Attempt, LastMail, OutboxMessage
from hospital_itsm.outbox.waiting import due

MOST_IN_ONE = 50
Bundle = Sequence[OutboxMessage]


@housekeeping("A claim is progress of delivery; the attempts are its record.")
def claim_mails(*, actor: Any, now: datetime) -> tuple[list[Bundle], int]:
    """Take the due e-mails of a few people for one lease; those that leave now in bundles, and how many rows it moved.

    Urgent ones are bundles of their own. What waits for its person's pace moves to that time; what they read in the
    desk only ends here.
    """
    rows = _due(now)
    paces = paces_of({row.recipient_id for row in rows})
    times = {row.pk: paces.leaves_at(row, now) for row in rows}
    _end([row for row in rows if times[row.pk] is None], now)
    _hold([(row, at) for row in rows if (at := times[row.pk]) is not None and at > now])
    leaving = [row for row in rows if times[row.pk] == now]
    for row in leaving:
        row.next_attempt_at, row.attempts_made = now + LEASE, row.attempts_made + 1
    OutboxMessage.objects.bulk_update(leaving, ["next_attempt_at", "attempts_made"])
    return _bundles(leaving), len(rows)


@housekeeping("A time to count the next e-mails from, no business record.")
def note_mail(user_pk: int, *, actor: Any, at: datetime) -> None:
    """Remember that an e-mail left for this person."""
    LastMail.objects.update_or_create(user_id=user_pk, defaults={"at": at})


def _due(now: datetime) -> list[OutboxMessage]:
    """The longest due e-mails, and what else is due for the same people."""
    waiting = due(Channel.EMAIL, now).select_for_update(of=("self",), skip_locked=True)
    first = list(waiting.select_related("recipient")[:BATCH])
    people = {row.recipient_id for row in first}
    further = waiting.select_related("recipient").filter(recipient__in=people)
    return first + list(further.exclude(pk__in=[row.pk for row in first])[:MOST_IN_ONE])


def _end(rows: Sequence[OutboxMessage], now: datetime) -> None:
    Attempt.objects.bulk_create([Attempt(message=row, outcome=Outcome.UNWANTED) for row in rows])
    OutboxMessage.objects.filter(pk__in=[row.pk for row in rows]).update(done_at=now)


def _hold(rows: Sequence[tuple[OutboxMessage, datetime]]) -> None:
    for row, at in rows:
        row.due_at = row.next_attempt_at = at
    OutboxMessage.objects.bulk_update([row for row, _at in rows], ["due_at", "next_attempt_at"])


def _bundles(rows: Sequence[OutboxMessage]) -> list[Bundle]:
    """Urgent ones first and alone, then each person's others together, in the order they were told."""
    urgent = [[row] for row in rows if _is_urgent(row)]
    others: dict[int, list[OutboxMessage]] = {}
    for row in sorted(rows, key=lambda row: row.pk):
        if not _is_urgent(row):
            others.setdefault(row.recipient_id, []).append(row)
    return [*urgent, *others.values()]


def _is_urgent(row: OutboxMessage) -> bool:
    return kinds.known(row.kind) and topics.is_urgent(kinds.find(row.kind), row.payload)
