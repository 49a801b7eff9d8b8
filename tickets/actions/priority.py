"""Changing a priority: the engine again over the facts, or a person's decision (domain/2 §2.2)."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action, step
from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import Forbidden, ValueRefused
from tickets.actions import clocks
from tickets.actions.priority_facts import Recomputed, keep_adjustment, weigh
from tickets.actions.reasons import safe_reason
from tickets.actions.store import lock, store
from tickets.actions.tell_people import place_of, tell_owner
from tickets.models import Ticket
from tickets.queries.facts import FLAGS, facts_of
from tickets.rules import priority_change
from tickets.rules.facts import FiveAnswers, faults_in
from tickets.rules.priority import urgent_only_by_form
from tickets.rules.priority_change import PriorityChange, adjustment_for, refusals

LOWERED = "ticket.lower_priority"
"""The audit verb of every downgrade; the daily review list is its entries."""

RAISED = "ticket.raise_priority"
verbs.register(LOWERED, gettext_lazy("lowered the priority"))
verbs.register(RAISED, gettext_lazy("raised the priority"))

_FIELD_OF_REFUSAL = {
    priority_change.NO_CHANGE: (
        "priority",
        gettext_lazy("The ticket has this priority now. Choose another."),
    ),
    priority_change.OUT_OF_RANGE: ("priority", gettext_lazy("Choose priority 1, 2, 3 or 4.")),
    priority_change.ONE_STEP_ONLY: ("priority", gettext_lazy("Change it by one step at a time.")),
    priority_change.REASON_NEEDED: ("reason", gettext_lazy("Say in one line why the priority changes.")),
    priority_change.SPEAK_TO_UNIT: (
        "spoke_with",
        gettext_lazy("Speak to the unit first, then name whom you spoke with."),
    ),
    priority_change.CHARGE_NURSE_NEEDED: ("charge_nurse", gettext_lazy("Name the charge nurse who agreed.")),
    priority_change.ENGINEER_NEEDED: ("engineer", gettext_lazy("Name the on-call engineer who agreed.")),
}


@step
def recompute(ticket: Ticket, *, actor: Any, at: datetime) -> Recomputed:
    """Run the engine over the kept facts, save the result and give the clocks their new targets.

    The caller hands `changes` to `store`; nothing is recorded here.
    """
    done = weigh(ticket)
    if ticket.policy_id is not None:
        clocks.retarget(ticket, at, actor)
    return done


@action("ticket.set_priority", gettext_lazy("changed the priority"))
def set_priority(
    key: str,
    *,
    actor: Any,
    priority: int,
    reason: str,
    version: int | None = None,
    spoke_with: str = "",
    charge_nurse: str = "",
    engineer: str = "",
) -> Ticket:
    """Raise or lower a ticket by a person's decision, which later recomputations respect.

    Raises ValueRefused naming the field and the mend, Forbidden for roles that may not, StaleVersion.
    """
    ticket = lock(key, actor, version)
    require(actor, "ticket.read_internal", ticket)
    at = timezone.now()
    why = safe_reason(ticket, reason, at=at)
    change = _wish(ticket, actor, priority, why, spoke_with, charge_nurse, engineer)
    _refuse(refusals(change))
    before = ticket.priority
    keep_adjustment(ticket, adjustment_for(change, str(actor)))
    done = recompute(ticket, actor=actor, at=at)
    if ticket.priority != priority:
        raise ValueRefused(
            {"priority": _("The answers now give another priority. Correct the answers first.")}
        )
    agreed = {"spoke_with": spoke_with, "charge_nurse": charge_nurse, "engineer": engineer}
    recorded = done.changes | {
        name: [None, safe_reason(ticket, value, at=at, field=name)] for name, value in agreed.items() if value
    }
    store(
        ticket,
        actor=actor,
        verb=RAISED if priority < before else LOWERED,
        changes=recorded,
        reason=why,
    )
    tell_owner(
        ticket, actor=actor, kind="ticket.priority_changed", payload={"old": before, **place_of(ticket)}
    )
    return ticket


@action("ticket.set_answers", gettext_lazy("corrected the facts behind the priority"))
def set_answers(
    key: str,
    *,
    actor: Any,
    reason: str,
    answers: FiveAnswers | None = None,
    impact: int | None = None,
    urgency: int | None = None,
    add_flags: Iterable[str] = (),
    drop_flags: Iterable[str] = (),
    version: int | None = None,
) -> Ticket:
    """Correct what the priority stands on: the five answers, impact, urgency, recorded flags; never silently.

    Values left None stay. Raises ValueRefused for codes outside their lists or a missing reason.
    """
    ticket = lock(key, actor, version)
    require(actor, "ticket.route", ticket)
    if not reason.strip():
        raise ValueRefused({"reason": _("Say in one line what the correction stands on.")})
    _refuse_unknown_flags({*add_flags, *drop_flags})
    old_flags = list(ticket.flags)
    ticket.flags = sorted(({*ticket.flags} - set(drop_flags)) | set(add_flags))
    ticket.priority_facts = _corrected(ticket.priority_facts, answers, impact, urgency)
    if faults := faults_in(facts_of(ticket)):
        raise ValueRefused({name: _("Choose one of the listed values.") for name in faults})
    at = timezone.now()
    why = safe_reason(ticket, reason, at=at)
    changes = recompute(ticket, actor=actor, at=at).changes
    if old_flags != ticket.flags:
        changes = {**changes, "flags": [old_flags, ticket.flags]}
    store(ticket, actor=actor, verb="ticket.set_answers", changes=changes, reason=why)
    return ticket


def _wish(
    ticket: Ticket, actor: Any, priority: int, reason: str, spoke_with: str, charge_nurse: str, engineer: str
) -> PriorityChange:
    facts = facts_of(ticket)
    return PriorityChange(
        before=ticket.priority,
        after=priority,
        verbs=_held(actor, ticket),
        reason=reason,
        patient_safety=ticket.is_patient_safety,
        only_by_form=urgent_only_by_form(facts),
        lowered_before=any(item.direction == "lower" for item in facts.adjustments),
        spoke_to_unit=bool(spoke_with.strip()),
        charge_nurse=charge_nurse,
        engineer=engineer,
    )


def _held(actor: Any, ticket: Ticket) -> frozenset[str]:
    rules = {
        "ticket.triage": priority_change.TRIAGE,
        "ticket.lower_priority": priority_change.LOWER_URGENT,
        "ticket.raise_priority": priority_change.RAISE_CLINICAL,
    }
    return frozenset(verb for rule, verb in rules.items() if can(actor, rule, ticket))


def _refuse(codes: tuple[str, ...]) -> None:
    if priority_change.NOT_ALLOWED in codes:
        raise Forbidden(
            _("This change is for the on-duty lead, a manager or the CMIO. Call the desk at 4357."),
            "ticket.lower_priority",
        )
    if codes:
        raise ValueRefused(
            {_FIELD_OF_REFUSAL[code][0]: str(_FIELD_OF_REFUSAL[code][1]) for code in reversed(codes)}
        )


def _refuse_unknown_flags(flags: set[str]) -> None:
    if unknown := flags - set(FLAGS):
        raise ValueRefused(
            {"flags": _("Unknown: %(flags)s. Choose from the list.") % {"flags": ", ".join(sorted(unknown))}}
        )


def _corrected(
    kept: dict[str, Any], answers: FiveAnswers | None, impact: int | None, urgency: int | None
) -> dict[str, Any]:
    given = {"answers": asdict(answers) if answers else None, "impact": impact, "urgency": urgency}
    return {**kept, **{name: value for name, value in given.items() if value is not None}}
