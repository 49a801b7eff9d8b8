"""What may be done with a ticket now: the buttons of its page and the next actions of REST."""

from datetime import datetime
from typing import Any

from hospital_itsm.core.access import can
from hospital_itsm.core.lifecycle import Transition
from tickets.rules.lifecycle import LIFECYCLE, may_reopen, may_unmerge, resolve_needs

NOT_YET = frozenset({"article"})
"""Articles do not exist yet, so nobody is asked for one."""


def next_steps(ticket: Any, actor: Any, now: datetime) -> tuple[Transition, ...]:
    """The rows of the lifecycle table the actor may use from here, in table order."""
    rows = LIFECYCLE.allowed(ticket.state, lambda verb: can(actor, verb, ticket), ticket.kind)
    return tuple(row for row in rows if _in_time(row.verb, ticket, actor, now))


def next_verbs(ticket: Any, actor: Any, now: datetime) -> list[str]:
    """The verbs of `next_steps`."""
    return [row.verb for row in next_steps(ticket, actor, now)]


def needs_of(ticket: Any, row: Transition) -> tuple[str, ...]:
    """The values this step cannot go without on this ticket; more for a serious one (ux 4.5)."""
    asked = resolve_needs(ticket.priority, ticket.is_patient_safety) if row.verb == "resolve" else row.needs
    return tuple(name for name in asked if name not in NOT_YET)


def _in_time(verb: str, ticket: Any, actor: Any, now: datetime) -> bool:
    if verb == "reopen":
        return may_reopen(ticket.state, ticket.resolved_at, now)
    return verb != "unmerge" or _can_be_undone(ticket, actor, now)


def _can_be_undone(ticket: Any, actor: Any, now: datetime) -> bool:
    """Is the merge fresh, and may the actor change the ticket that went on as well?"""
    survivor = ticket.merged_into
    in_time = survivor is not None and may_unmerge(ticket.closed_at, survivor.state, now)
    return in_time and can(actor, "ticket.merge", survivor)
