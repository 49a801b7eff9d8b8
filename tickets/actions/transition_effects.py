"""What each step of the lifecycle does to the ticket besides its state: one function a verb."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hospital_itsm.audit.actions import step
from hospital_itsm.core.actors import person
from tickets.access import is_of_unit
from tickets.actions.conversation import PUBLIC_FIELDS, say_publicly
from tickets.actions.messages import say
from tickets.actions.ownership import give_to, route_to, withdraw_handover
from tickets.actions.store import changed_fields
from tickets.actions.working import take_if_nobody_has
from tickets.choices import MessageKind
from tickets.models import Ticket

RESOLUTION_DEFAULTS = {"clinical_impact": "none", "workaround": False, "downtime_minutes": 0}
"""The facts of a resolution as they are prefilled where nobody is asked for them (ux 4.5)."""


@dataclass
class Step:
    """One transition being made: what was given, and what it adds to the trail and to the saved fields."""

    ticket: Ticket
    actor: Any
    at: datetime
    given: dict[str, Any]
    phi_decision: str = ""
    changes: dict[str, Any] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)

    def set(self, **values: Any) -> None:
        """Set fields of the ticket and keep what changed."""
        self.changes |= changed_fields(self.ticket, **values)

    @property
    def reason(self) -> str:
        """The typed reason, empty where the step asks for none."""
        return str(self.given.get("reason") or "").strip()


@step
def before_move(work: Step, verb: str) -> None:
    """Do what belongs to the verb before the state and the clocks change."""
    _BEFORE.get(verb, _nothing)(work)


def _nothing(work: Step) -> None:
    return


def _triage(work: Step) -> None:
    work.set(category=work.given["category"])
    work.changes |= route_to(work.ticket, work.given["team"])


def _assign(work: Step) -> None:
    work.changes |= give_to(work.ticket, work.given["assignee"])


def _release(work: Step) -> None:
    work.changes |= give_to(work.ticket, None)


def _start(work: Step) -> None:
    work.changes |= take_if_nobody_has(work.ticket, work.actor)
    _wait_no_more(work)


def _wait_no_more(work: Step) -> None:
    work.set(waiting_for="", planned_for=None, vendor=None)


def _answer(work: Step) -> None:
    _say_as_requester(work)
    _wait_no_more(work)


def _wait_requester(work: Step) -> None:
    _say(work)
    _wait_no_more(work)


def _wait(work: Step) -> None:
    work.set(waiting_for=work.reason, planned_for=work.given["until"], vendor=work.given.get("vendor"))


def _restore(work: Step) -> None:
    _say(work)
    _wait_no_more(work)
    work.set(restored_at=work.at)


def _resolve(work: Step) -> None:
    _say(work)
    _wait_no_more(work)
    facts = RESOLUTION_DEFAULTS | {
        name: value for name, value in work.given.items() if name in RESOLUTION_DEFAULTS and value is not None
    }
    work.set(
        close_code=work.given["close_code"],
        cause=work.given["cause"],
        clinical_impact=facts["clinical_impact"],
        workaround_used=facts["workaround"],
        downtime_minutes=facts["downtime_minutes"],
        resolved_at=work.at,
        first_resolved_at=work.ticket.first_resolved_at or work.at,
        restored_at=work.ticket.restored_at or work.at,
        close_reminders=0,
    )
    withdraw_handover(work.ticket)


def _confirm(work: Step) -> None:
    work.set(confirmed_at=work.at)
    if work.ticket.resolved_at is not None:
        work.set(closed_at=work.at)


def _close(work: Step) -> None:
    work.set(closed_at=work.at)


def _open_again(work: Step) -> None:
    if work.given.get("message"):
        _say_as_requester(work)
    work.set(
        restored_at=None,
        resolved_at=None,
        closed_at=None,
        confirmed_at=None,
        close_reminders=0,
        reopened_count=work.ticket.reopened_count + 1,
    )


def _end(work: Step) -> None:
    work.set(closed_at=work.at)
    withdraw_handover(work.ticket)


def _say(work: Step) -> None:
    said = say_publicly(
        work.ticket,
        actor=work.actor,
        text=work.given["message"],
        at=work.at,
        phi_decision=work.phi_decision,
        field="message",
    )
    work.changes |= said.trail
    work.fields |= set(PUBLIC_FIELDS)


def _say_as_requester(work: Step) -> None:
    """Words of the unit, or of the desk where somebody there reopens it."""
    who = person(work.actor)
    said = say(
        work.ticket,
        actor=work.actor,
        kind=MessageKind.PUBLIC,
        text=work.given["message"],
        at=work.at,
        phi_decision=work.phi_decision,
        by_requester=who is not None and is_of_unit(who, work.ticket),
        field="message",
    )
    work.changes |= said.trail
    work.fields |= set(PUBLIC_FIELDS)


_BEFORE: dict[str, Callable[[Step], None]] = {
    "triage": _triage,
    "assign": _assign,
    "release": _release,
    "start": _start,
    "resume": _start,
    "answer": _answer,
    "wait_requester": _wait_requester,
    "wait_vendor": _wait,
    "wait_parts": _wait,
    "wait_change": _wait,
    "schedule": _wait,
    "restore": _restore,
    "resolve": _resolve,
    "confirm": _confirm,
    "close": _close,
    "still_broken": _open_again,
    "reopen": _open_again,
    "withdraw": _end,
    "cancel": _end,
}
