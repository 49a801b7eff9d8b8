"""Letting a ticket rest, waking it, and what wakes it by itself. No clock of the ticket is touched by any of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.following.access import sees
from hospital_itsm.following.choices import Ending
from hospital_itsm.following.message_kinds import BACK
from hospital_itsm.following.models import Snooze
from hospital_itsm.following.rules.snooze import WAKING, fault, must_be_seen
from hospital_itsm.following.wording import FAULTS, SEEN
from hospital_itsm.outbox.tell import tell
from tickets.actions.store import feed, lock
from tickets.choices import OPEN_STATES
from tickets.models import Message, Ticket

TICKET: Final = Ticket._meta.label_lower
ANSWERED: Final = "ticket.reply_as_requester"
BACK_AGAIN: Final = "snooze.back"
verbs.register(BACK_AGAIN, gettext_lazy("brought it back into view"))
BATCH: Final = 200


@action("snooze.set", gettext_lazy("let it rest"))
def snooze(key: str, *, actor: Any, until: datetime, version: int | None = None) -> Snooze:
    """Let an open ticket rest until a time; it leaves the views of its people as long as nothing presses.

    Raises Ticket.DoesNotExist, Forbidden, StaleVersion, Conflict for one that ended or that presses, ValueRefused for a
    time that is over or too far away.
    """
    ticket = lock(key, actor, version)
    require(actor, "snooze.set", ticket)
    now = timezone.now()
    if not ticket.is_open:
        raise Conflict(_("%(key)s has ended, so there is nothing to put off.") % {"key": key})
    if why := must_be_seen(priority=ticket.priority, due_at=ticket.next_due_at, now=now):
        raise Conflict(str(SEEN[why]))
    if code := fault(until, now):
        raise ValueRefused({"until": str(FAULTS[code])})
    before = _end(ticket, Ending.REPLACED, now)
    row = Snooze.objects.create(ticket=ticket, by=actor, since=now, until=until)
    then = before.until.isoformat() if before else None
    record(actor, "snooze.set", ticket, {"snoozed_until": [then, until.isoformat()]})
    feed(ticket, "snooze.set")
    return row


@action("snooze.wake", gettext_lazy("woke it"))
def wake(key: str, *, actor: Any) -> Ticket:
    """End the rest of a ticket at once; nothing happens to one that does not rest.

    Raises Ticket.DoesNotExist, Forbidden.
    """
    ticket = lock(key, actor)
    require(actor, "snooze.set", ticket)
    row = _end(ticket, Ending.WOKEN, timezone.now())
    if row is not None:
        record(actor, "snooze.wake", ticket, {"snoozed_until": [row.until.isoformat(), None]})
        feed(ticket, "snooze.wake")
    return ticket


@action(BACK_AGAIN, gettext_lazy("brought it back into view"))
def bring_back(*, actor: Any, now: datetime) -> int:
    """Bring back what has rested long enough, and tell who let it rest; how many came back."""
    over = Snooze.objects.running().filter(until__lte=now).order_by("until", "pk")
    keys = list(over.values_list("ticket", flat=True)[:BATCH])
    tickets = Ticket.objects.select_for_update(of=("self",), skip_locked=True).filter(pk__in=keys)
    count = 0
    for ticket in tickets.order_by("pk").prefetch_related("reporters"):
        row = _end(ticket, Ending.OVER, now, over_at=now)
        if row is None:
            continue
        count += 1
        record(actor, BACK_AGAIN, ticket, {"snoozed_until": [row.until.isoformat(), None]})
        feed(ticket, BACK_AGAIN)
        told = [row.by] if sees(row.by, ticket) else []
        payload, dedupe = {"ticket": ticket.key}, f"{ticket.key}:{row.pk}"
        tell(actor=actor, kind=BACK, recipients=told, payload=payload, dedupe=dedupe)
    return count


@step
def follow_answers(entries: Sequence[AuditEntry]) -> None:
    """End the rest of tickets whose requester answered, and of those that ended."""
    for one in entries:
        if one.target_type != TICKET:
            continue
        if one.verb in WAKING and not _is_automatic(one):
            _finish(one, Ending.ANSWERED)
        elif _has_ended(one):
            _finish(one, Ending.ENDED)


def _is_automatic(one: AuditEntry) -> bool:
    """Was the answer written by a machine, such as one that says who is away?"""
    number = one.changes.get("message") if one.verb == ANSWERED else None
    return number is not None and Message.objects.filter(pk=number, is_automatic=True).exists()


def _has_ended(one: AuditEntry) -> bool:
    pair = one.changes.get("state")
    return isinstance(pair, list) and pair[-1] not in OPEN_STATES


def _finish(one: AuditEntry, ending: Ending) -> None:
    row = Snooze.objects.running().select_for_update().filter(ticket=int(one.target_id)).first()
    if row is not None:
        row.ended_at, row.ending, row.back_version = one.at, ending, one.told_version
        row.save(update_fields=["ended_at", "ending", "back_version"])


def _end(ticket: Ticket, ending: Ending, at: datetime, over_at: datetime | None = None) -> Snooze | None:
    """End the running rest of a locked ticket, one that is over at `over_at` where that is given; None without one."""
    rows = Snooze.objects.running().select_related("by").filter(ticket=ticket)
    row: Snooze | None = (rows.filter(until__lte=over_at) if over_at else rows).first()
    if row is not None:
        row.ended_at, row.ending, row.back_version = at, ending, ticket.version
        row.save(update_fields=["ended_at", "ending", "back_version"])
    return row
