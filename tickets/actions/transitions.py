"""Every step of a ticket's life through the one table of `rules.lifecycle`."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core import gates
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Conflict, IllegalTransition, ValueRefused
from hospital_itsm.people.choices import RoleCode
from tickets.actions.merging import merge
from tickets.actions.messages import drop_drafts, say
from tickets.actions.moving import find_move, move
from tickets.actions.needs import checked
from tickets.actions.ownership import assigned_payload, tell_routed
from tickets.actions.priority import recompute
from tickets.actions.reasons import safe_reason
from tickets.actions.search_words import refresh
from tickets.actions.store import lock, store
from tickets.actions.tell_people import tell_owner, tell_reporters, tell_role, tell_state
from tickets.actions.transition_effects import Step, before_move
from tickets.actions.unmerging import UNDID, unmerge
from tickets.choices import RATED_STATES, MessageKind, State
from tickets.models import Rating, Ticket
from tickets.queries.next_steps import next_verbs
from tickets.rules.closing import needs_safety_event
from tickets.rules.lifecycle import REOPEN_WINDOW, auto_close_at, may_reopen

SENTENCES = {
    "triage": gettext_lazy("triaged the ticket"),
    "assign": gettext_lazy("assigned the ticket"),
    "release": gettext_lazy("gave the ticket back to the team"),
    "start": gettext_lazy("started work"),
    "resume": gettext_lazy("went on with the work"),
    "answer": gettext_lazy("answered the desk"),
    "wait_requester": gettext_lazy("asked the requester"),
    "wait_vendor": gettext_lazy("waits for the vendor"),
    "wait_parts": gettext_lazy("waits for a part"),
    "wait_change": gettext_lazy("waits for a change"),
    "schedule": gettext_lazy("planned the work"),
    "restore": gettext_lazy("got it working again"),
    "confirm": gettext_lazy("said that it works now"),
    "still_broken": gettext_lazy("said that it is still broken"),
    "resolve": gettext_lazy("resolved the ticket"),
    "close": gettext_lazy("closed the ticket without an answer"),
    "reopen": gettext_lazy("opened the ticket again"),
    "withdraw": gettext_lazy("withdrew the report"),
    "cancel": gettext_lazy("cancelled the ticket"),
    "unmerge": UNDID,
}
for _verb, _words in SENTENCES.items():
    verbs.register(f"ticket.{_verb}", _words)

RATED = "ticket.rate"
TOLD_STATES = frozenset(
    {"wait_vendor", "wait_parts", "wait_change", "schedule", "restore", "close", "withdraw", "cancel"}
)
OWNER_KINDS = {
    "confirm": "ticket.confirmed",
    "still_broken": "ticket.still_broken",
    "reopen": "ticket.reopened",
    "answer": "ticket.requester_replied",
}
SAFETY = System("patient-safety")


@action("ticket.transition", gettext_lazy("changed the state"))
def transition(
    key: str, *, actor: Any, verb: str, version: int | None = None, phi_decision: str = "", **needs: Any
) -> Ticket:
    """Take one step of the lifecycle table; `needs` are the values the step asks for (`actions.needs`).

    Category, team, assignee, vendor and `into` (a ticket key) come as rows, `until` as an instant, the rest as
    text, codes and numbers. Recorded as `ticket.<verb>`. Raises IllegalTransition with what is possible,
    Forbidden, ValueRefused naming each missing value, StaleVersion.
    """
    if verb == "merge":
        return merge(key, actor=actor, into=_into(needs), version=version, reason=needs.get("reason", ""))
    if verb == "unmerge":
        return unmerge(key, actor=actor, version=version)
    ticket = lock(key, actor, version)
    return take_step(ticket, verb, actor=actor, at=timezone.now(), phi_decision=phi_decision, **needs)


@action("ticket.confirm", SENTENCES["confirm"])
def confirm_works(key: str, *, actor: Any) -> Ticket:
    """ "It works now": closes a resolved ticket; on a restored one it is kept for the resolution."""
    return take_step(lock(key, actor), "confirm", actor=actor, at=timezone.now())


@action("ticket.still_broken", SENTENCES["still_broken"])
def still_broken(key: str, *, actor: Any, text: str = "", phi_decision: str = "") -> Ticket:
    """ "Still broken": work goes on with the elapsed time kept; anyone of the unit, within 14 days.

    Raises IllegalTransition later than that: a new report names the old one.
    """
    ticket = lock(key, actor)
    verb = "still_broken" if ticket.state == State.RESTORED else "reopen"
    given = {"message": text} if text.strip() else {}
    return take_step(ticket, verb, actor=actor, at=timezone.now(), phi_decision=phi_decision, **given)


@action(RATED, gettext_lazy("rated the help"))
def rate(key: str, *, actor: Any, score: int) -> Rating:
    """Answer "How was it?" with 1 to 5; answering again replaces the answer.

    Raises Conflict before anything works again, ValueRefused for another score.
    """
    ticket = lock(key, actor)
    require(actor, "ticket.reply_as_requester", ticket)
    if ticket.state not in RATED_STATES:
        raise Conflict(_("Rate the help once it works again."))
    if score not in range(1, 6):
        raise ValueRefused({"score": _("Choose 1 to 5.")})
    earlier = Rating.objects.filter(ticket=ticket, user=actor).first()
    rating, _made = Rating.objects.update_or_create(
        ticket=ticket, user=actor, defaults={"score": score, "rated_at": timezone.now()}
    )
    record(actor, RATED, ticket, {"score": [earlier.score if earlier else None, score]})
    return rating


@step
def take_step(
    ticket: Ticket, verb: str, *, actor: Any, at: datetime, phi_decision: str = "", **given: Any
) -> Ticket:
    """Take a step on a locked ticket; for actions of which it is a part.

    Raises as `transition`, and Conflict where something of another package must be finished before (`core.gates`).
    """
    row = find_move(ticket, verb, actor, at)
    _refuse_late(ticket, verb, actor, at)
    values = checked(ticket, row, given, at)
    gates.refuse_held_up(ticket, verb)
    if values.get("reason"):
        values["reason"] = safe_reason(ticket, values["reason"], at=at)
    work = Step(ticket, actor, at, values, phi_decision)
    before_move(work, verb)
    changes = work.changes | move(ticket, row, actor, at)
    if verb == "triage":
        changes |= recompute(ticket, actor=actor, at=at).changes
    if "message" in changes:
        refresh(ticket)
        drop_drafts(ticket, actor, "reply", "requester")
    store(ticket, actor=actor, verb=f"ticket.{verb}", changes=changes, fields=work.fields, reason=work.reason)
    _tell(ticket, verb, actor)
    if verb == "resolve" and needs_safety_event(ticket.clinical_impact):
        _open_safety_task(ticket, at)
    return ticket


def _refuse_late(ticket: Ticket, verb: str, actor: Any, at: datetime) -> None:
    if verb == "reopen" and not may_reopen(ticket.state, ticket.resolved_at, at):
        raise IllegalTransition(
            _("%(key)s was resolved more than %(days)d days ago. Report it again and name %(key)s.")
            % {"key": ticket.key, "days": REOPEN_WINDOW.days},
            next_verbs(ticket, actor, at),
        )


def _into(needs: dict[str, Any]) -> str:
    into = needs.get("into")
    if not into:
        raise ValueRefused({"into": _("Choose the ticket that goes on.")})
    return str(getattr(into, "key", into))


def _tell(ticket: Ticket, verb: str, actor: Any) -> None:
    if verb == "resolve":
        closes = auto_close_at(ticket.resolved_at, ticket.affects_care) if ticket.resolved_at else None
        tell_reporters(ticket, actor=actor, kind="ticket.resolved", payload={"closes_at": closes})
    elif verb == "wait_requester":
        tell_reporters(ticket, actor=actor, kind="ticket.waiting")
    elif verb in TOLD_STATES:
        tell_state(ticket, actor=actor)
    elif verb in OWNER_KINDS:
        tell_owner(ticket, actor=actor, kind=OWNER_KINDS[verb])
    elif verb == "triage" and ticket.team:
        tell_routed(ticket, ticket.team, actor)
    elif verb == "assign":
        tell_owner(ticket, actor=actor, kind="ticket.assigned", payload=assigned_payload(ticket))


def _open_safety_task(ticket: Ticket, at: datetime) -> None:
    """Near miss and harm ask for a patient-safety event; the note and the message never block the resolution."""
    say(
        ticket,
        actor=SAFETY,
        kind=MessageKind.INTERNAL,
        text=_("Clinical impact is %(impact)s: patient safety, add the event reference here.")
        % {"impact": ticket.get_clinical_impact_display().lower()},
        at=at,
    )
    tell_role(ticket, RoleCode.PATIENT_SAFETY, actor=SAFETY, kind="ticket.noted")
