""" "Not ours": a hand-over keeps promise and elapsed time and must be accepted; a second bounce joins the teams."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.people.models import Team
from tickets.actions.ownership import belong_to
from tickets.actions.reasons import safe_reason
from tickets.actions.store import changed_fields, lock, store
from tickets.actions.tell_people import tell_team
from tickets.actions.working import let_go
from tickets.choices import HandoverState
from tickets.models import Handover, Ticket

BOUNCES_UNTIL_JOINT = 2
"""After the second time a ticket is sent back, nobody may send it away again: both teams own it."""


@action("handover.offer", gettext_lazy("said it belongs to another team"))
def offer(key: str, *, actor: Any, team: Team, reason: str, version: int | None = None) -> Handover:
    """Offer the ticket to a team; until it accepts, the present team keeps it and every clock runs on.

    Raises Conflict while an offer waits for an answer or both teams own it, ValueRefused for the same team, a
    closed one or a missing reason.
    """
    ticket = lock(key, actor, version)
    require(actor, "ticket.work", ticket)
    _refuse_offer(ticket, team, reason)
    at = timezone.now()
    why = safe_reason(ticket, reason, at=at)
    handover = Handover.objects.create(
        ticket=ticket,
        from_team=ticket.team,
        to_team=team,
        offered_by=actor,
        offered_at=at,
    )
    changes = {"handover": [None, team.code]}
    store(ticket, actor=actor, verb="handover.offer", changes=changes, reason=why)
    tell_team(ticket, team, actor=actor, kind="handover.offered", payload=_names(handover))
    return handover


@action("handover.accept", gettext_lazy("accepted the hand-over"))
def accept(key: str, *, actor: Any, version: int | None = None) -> Ticket:
    """Take the offered ticket into the team; the promise and the time used stay as they were."""
    ticket = lock(key, actor, version)
    handover = _offered(ticket, actor)
    at = timezone.now()
    _answer(handover, HandoverState.ACCEPTED, actor)
    changes = belong_to(ticket, handover.to_team) | changed_fields(ticket, assignee=None)
    changes |= let_go(ticket, actor, at)
    store(ticket, actor=actor, verb="handover.accept", changes=changes)
    if handover.from_team:
        tell_team(ticket, handover.from_team, actor=actor, kind="handover.accepted", payload=_names(handover))
    return ticket


@action("handover.send_back", gettext_lazy("sent the hand-over back"))
def send_back(key: str, *, actor: Any, reason: str, version: int | None = None) -> Ticket:
    """Refuse the offered ticket with a reason; the second time it is sent back both teams own it.

    Raises Conflict when nothing is offered, ValueRefused without a reason.
    """
    ticket = lock(key, actor, version)
    handover = _offered(ticket, actor)
    if not reason.strip():
        raise ValueRefused({"reason": _("Say in one line why it is not yours.")})
    why = safe_reason(ticket, reason, at=timezone.now())
    _answer(handover, HandoverState.BOUNCED, actor)
    changes = changed_fields(ticket, bounces=ticket.bounces + 1)
    joined = ticket.bounces >= BOUNCES_UNTIL_JOINT
    if joined:
        changes |= changed_fields(ticket, joint_team=handover.to_team)
    store(ticket, actor=actor, verb="handover.send_back", changes=changes, reason=why)
    kind = "handover.joint" if joined else "handover.sent_back"
    for team in filter(None, (handover.from_team, handover.to_team if joined else None)):
        tell_team(ticket, team, actor=actor, kind=kind, payload=_names(handover))
    return ticket


def _refuse_offer(ticket: Ticket, team: Team, reason: str) -> None:
    if not ticket.is_open:
        raise Conflict(_("%(key)s is not open. Open it again first.") % {"key": ticket.key})
    if ticket.is_restricted:
        raise Conflict(
            _("This ticket is restricted, so another team would not see the offer. Change its team instead.")
        )
    if ticket.joint_team_id is not None:
        raise Conflict(_("Both teams own this ticket now. Agree with each other, or ask the duty manager."))
    if Handover.objects.filter(ticket=ticket, state=HandoverState.OFFERED).exists():
        raise Conflict(_("A hand-over waits for its answer. Wait for it, or call the team."))
    errors = {}
    if team.pk == ticket.team_id:
        errors["team"] = _("The ticket is with this team now. Choose another.")
    elif not team.is_active:
        errors["team"] = _("This team is closed. Choose another.")
    if not reason.strip():
        errors["reason"] = _("Say in one line why it belongs to them.")
    if errors:
        raise ValueRefused(errors)


def _offered(ticket: Ticket, actor: Any) -> Handover:
    handover = (
        Handover.objects.select_related("from_team__lead", "to_team__lead")
        .filter(ticket=ticket, state=HandoverState.OFFERED)
        .first()
    )
    if handover is None:
        raise Conflict(_("No hand-over waits for an answer. Look at the ticket again."))
    require(actor, "handover.answer", handover)
    return handover


def _answer(handover: Handover, state: HandoverState, actor: Any) -> None:
    handover.state, handover.answered_by, handover.answered_at = state, actor, timezone.now()
    handover.save(update_fields=["state", "answered_by", "answered_at"])


def _names(handover: Handover) -> dict[str, str]:
    from_team = handover.from_team.name if handover.from_team else str(_("The desk"))
    return {"from_team": from_team, "to_team": handover.to_team.name}
