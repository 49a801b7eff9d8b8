"""Running a macro: the desk's own actions, one after the other in one transaction, as the person who runs it.

A step that is refused refuses the whole, so a macro never does half and never what its user may not do by hand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, housekeeping, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.substitution import filled
from hospital_itsm.macros.choices import Assignee
from hospital_itsm.macros.models import Macro, MacroUse
from hospital_itsm.macros.queries.macros import usable
from hospital_itsm.macros.wording import values_for
from tickets.actions.conversation import note, reply
from tickets.actions.fields import set_fields
from tickets.actions.held_replies import hold_reply
from tickets.actions.priority import set_priority
from tickets.actions.store import lock
from tickets.actions.transitions import transition
from tickets.actions.working import assign, set_team, take
from tickets.choices import State
from tickets.models import Ticket
from tickets.rules.lifecycle import PENDING

LABELS: Final = {
    "assignee": gettext_lazy("Assignee"),
    "team": gettext_lazy("Team"),
    "category": gettext_lazy("Category"),
    "priority": gettext_lazy("Priority"),
    "state": gettext_lazy("State"),
}


@dataclass(frozen=True)
class Effect:
    """A field that a macro changes, in words."""

    target: str
    before: str
    after: str


@dataclass(frozen=True)
class Outcome:
    """What a macro does to a ticket: changed fields, and the words it writes."""

    effects: tuple[Effect, ...]
    reply: str
    note: str


@action("macro.run", gettext_lazy("ran a macro"))
def run_macro(
    key: str,
    *,
    actor: Any,
    macro: int,
    version: int | None = None,
    phi_decision: str = "",
    held: bool = False,
) -> Ticket:
    """Do what the macro says; with `held` its reply waits for an undo, as one that is sent by hand.

    Raises Ticket.DoesNotExist and Macro.DoesNotExist for what the actor does not see, StaleVersion, and whatever
    the actions it is made of refuse.
    """
    row = usable(actor).get(pk=macro)
    ticket = lock(key, actor, version)
    require(actor, "ticket.work", ticket)
    record(actor, "macro.run", ticket, {"macro": row.code})
    done = _do(row, ticket, actor, phi_decision, held)
    _count(row, actor)
    return done


@housekeeping("tries a macro and undoes it, so that its preview says what running it does")
def try_macro(key: str, *, actor: Any, macro: int, held: bool = False) -> Outcome:
    """What running it now would change. Nothing is left of the try; raises what running raises."""
    row = usable(actor).get(pk=macro)
    with transaction.atomic():
        ticket = lock(key, actor)
        require(actor, "ticket.work", ticket)
        values = values_for(ticket, actor)
        before = _shown(ticket)
        after = _shown(_do(row, ticket, actor, "", held))
        transaction.set_rollback(True)
    if row.reply and row.then_state:
        after["state"] = str(State(row.then_state).label)
    effects = [
        Effect(str(LABELS[name]), before[name], after[name]) for name in LABELS if before[name] != after[name]
    ]
    return Outcome(tuple(effects), filled(row.reply, values), filled(row.note, values))


@step
def _do(row: Macro, ticket: Ticket, actor: Any, phi_decision: str, held: bool) -> Ticket:
    """Every step in an order in which none takes away the right to the next; the team comes last."""
    key, values = ticket.key, values_for(ticket, actor)
    if row.category is not None:
        set_fields(key, actor=actor, fields={"category": row.category})
    if row.assignee == Assignee.WHO_RUNS:
        take(key, actor=actor)
    elif row.assignee == Assignee.NOBODY:
        assign(key, actor=actor, assignee=None)
    if row.priority is not None and row.priority != Ticket.objects.only("priority").get(key=key).priority:
        set_priority(key, actor=actor, priority=row.priority, reason=row.why)
    if row.note:
        note(key, actor=actor, text=filled(row.note, values), phi_decision=phi_decision)
    if row.reply:
        write: Callable[..., Ticket] = hold_reply if held else reply
        text = filled(row.reply, values)
        write(key, actor=actor, text=text, then_state=row.then_state, phi_decision=phi_decision)
    elif row.then_state:
        _begin(key, actor)
    if row.to_team is not None and row.to_team_id != ticket.team_id:
        set_team(key, actor=actor, team=row.to_team, reason=row.why)
    return Ticket.objects.get(key=key)


@step
def _begin(key: str, actor: Any) -> None:
    """Start the work, or go on with it, where it is not under way; the only state that asks for no words."""
    state = Ticket.objects.only("state").get(key=key).state
    if state != State.IN_PROGRESS:
        transition(key, actor=actor, verb="resume" if state in PENDING else "start")


@step
def _count(row: Macro, actor: Any) -> None:
    MacroUse.objects.get_or_create(macro=row, user=actor)
    MacroUse.objects.filter(macro=row, user=actor).update(times=F("times") + 1)


def _shown(ticket: Ticket) -> dict[str, str]:
    """The fields a macro may change, in words."""
    nobody = _("nobody")
    return {
        "assignee": ticket.assignee.full_name if ticket.assignee else nobody,
        "team": ticket.team.name if ticket.team else nobody,
        "category": ticket.category.name if ticket.category else _("none"),
        "priority": ticket.get_priority_display(),
        "state": ticket.get_state_display(),
    }
