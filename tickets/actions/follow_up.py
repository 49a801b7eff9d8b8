"""After a resolution nobody answered: two reminders, then closing, and never where care was affected."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, housekeeping
from hospital_itsm.core.access import require
from tickets.actions.store import store
from tickets.actions.tell_people import tell_reporters
from tickets.actions.transitions import take_step
from tickets.choices import State
from tickets.models import Ticket
from tickets.rules.lifecycle import (
    AUTO_CLOSE_AFTER,
    CLOSE_REMINDERS_AFTER,
    auto_close_at,
    close_reminders_at,
    may_close_by_itself,
)

BATCH = 200
log = logging.getLogger(__name__)


@housekeeping("every ticket it touches records its own entry")
def remind_and_close(*, actor: Any, now: datetime, after: int = 0) -> tuple[int, int]:
    """Follow up one batch of resolved tickets behind the row `after`; return (tickets done, last row seen).

    Rows that somebody works on at this instant are left for the next round; one that fails is logged by its
    number and leaves the others alone. A batch that saw nothing returns (0, 0).
    """
    require(actor, "ticket.auto_close")
    rows = Ticket.objects.filter(
        state=State.RESOLVED,
        resolved_at__lte=now - CLOSE_REMINDERS_AFTER[0],
        is_external=False,
        pk__gt=after,
    )
    keys = list(
        rows.exclude(close_reminders__gte=len(CLOSE_REMINDERS_AFTER), resolved_at__gt=now - AUTO_CLOSE_AFTER)
        .order_by("pk")
        .select_for_update(skip_locked=True, no_key=True)[:BATCH]
    )
    done = sum(_follow_up_safely(ticket, actor, now) for ticket in keys)
    return done, keys[-1].pk if keys else 0


def _follow_up_safely(ticket: Ticket, actor: Any, now: datetime) -> bool:
    try:
        with transaction.atomic():
            return follow_up(ticket, actor=actor, now=now)
    except Exception:
        log.exception("follow-up failed", extra={"ticket": ticket.key})
        return False


@action("ticket.remind", gettext_lazy("asked whether it works now"))
def follow_up(ticket: Ticket, *, actor: Any, now: datetime) -> bool:
    """Send the reminder that is due, or close; True when either happened. The ticket is locked by the caller."""
    if ticket.resolved_at is None:
        return False
    care = ticket.affects_care and ticket.confirmed_at is None
    due = close_reminders_at(ticket.resolved_at)
    if ticket.close_reminders < len(due) and now >= due[ticket.close_reminders]:
        _remind(ticket, actor, auto_close_at(ticket.resolved_at, care))
        return True
    if may_close_by_itself(ticket.state, ticket.resolved_at, care, ticket.close_reminders, now):
        take_step(ticket, "close", actor=actor, at=now)
        return True
    return False


def _remind(ticket: Ticket, actor: Any, closes_at: datetime | None) -> None:
    sent = ticket.close_reminders + 1
    ticket.close_reminders = sent
    store(
        ticket,
        actor=actor,
        verb="ticket.remind",
        changes={"close_reminders": [sent - 1, sent]},
    )
    tell_reporters(ticket, actor=actor, kind="ticket.resolved", payload={"closes_at": closes_at})
