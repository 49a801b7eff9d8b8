"""One move through the lifecycle table: the only way a state changes."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import step
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import IllegalTransition
from hospital_itsm.core.lifecycle import Transition
from tickets.actions import clocks
from tickets.choices import State
from tickets.models import Ticket
from tickets.queries.next_steps import next_verbs
from tickets.rules.lifecycle import LIFECYCLE


@step
def find_move(ticket: Ticket, verb: str, actor: Any, at: datetime) -> Transition:
    """The row of the table for this verb from here.

    Raises IllegalTransition with the verbs that are possible now, Forbidden where the actor may not.
    """
    row = LIFECYCLE.find(verb, ticket.state, ticket.kind)
    if row is None:
        raise IllegalTransition(
            _("%(key)s is %(state)s, so this is not possible now.")
            % {"key": ticket.key, "state": State(ticket.state).label},
            next_verbs(ticket, actor, at),
        )
    require(actor, row.who, ticket)
    return row


@step
def move(ticket: Ticket, row: Transition, actor: Any, at: datetime) -> dict[str, list[Any]]:
    """Set the state and apply the row's effects on the clocks; return `{"state": [old, new]}` for `store`."""
    before = ticket.state
    ticket.state = row.to
    clocks.apply_effects(ticket, row.clocks, at, actor)
    ticket.save(update_fields=["state", "responded_at"])
    return {"state": [str(before), str(row.to)]} if before != row.to else {}
