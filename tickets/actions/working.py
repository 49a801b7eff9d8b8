"""Taking, assigning, routing and correcting tickets."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.core.access import can, require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.models import Team, User
from tickets.actions.moving import find_move, move
from tickets.actions.ownership import assigned_payload, give_to, route_to, tell_routed
from tickets.actions.priority import recompute
from tickets.actions.reasons import safe_reason
from tickets.actions.store import lock, store
from tickets.choices import State
from tickets.models import Ticket
from tickets.queries.queue_views import Moment, in_sight
from tickets.rules.lifecycle import LIFECYCLE, QUEUED


@action("ticket.assign", gettext_lazy("assigned the ticket"))
def assign(key: str, *, actor: Any, assignee: User | None, version: int | None = None) -> Ticket:
    """Give the ticket to a person, or with None back to its team. No clock moves.

    Raises ValueRefused for somebody who does not work this team's tickets.
    """
    ticket = lock(key, actor, version)
    require(actor, "ticket.assign", ticket)
    _refuse_ended(ticket)
    return _hand_to(ticket, assignee, actor, "ticket.assign")


@action("ticket.take", gettext_lazy("took the ticket"))
def take(key: str, *, actor: Any, version: int | None = None) -> Ticket:
    """Assign to oneself. Raises Conflict when somebody else holds it: assign says so on purpose."""
    ticket = lock(key, actor, version)
    require(actor, "ticket.take", ticket)
    _refuse_ended(ticket)
    if ticket.assignee is not None and ticket.assignee_id != actor.pk:
        raise Conflict(
            _("%(name)s has this ticket. Take another, or assign it to yourself on its page.")
            % {"name": ticket.assignee.full_name}
        )
    return _hand_to(ticket, actor, actor, "ticket.take")


@action("ticket.take_next", gettext_lazy("took the next ticket"))
def take_next(*, actor: Any, team: Team | None = None) -> Ticket | None:
    """Take the unassigned ticket of the actor's teams (or one of them) whose time runs out first.

    Rows others are taking this instant are passed over, so two people never get the same one. None when
    nothing waits. Raises Forbidden for a team the actor is not in.
    """
    require(actor, "ticket.take")
    if team is not None and team.pk not in actor.team_ids:
        raise Forbidden(
            _("You take from your own teams. Ask the lead of %(team)s.") % {"team": team.name}, "ticket.take"
        )
    teams = [team.pk] if team else sorted(actor.team_ids)
    waiting = Ticket.objects.on_desk(actor).unassigned().filter(in_sight(Moment.at(timezone.now())))
    waiting = waiting.filter(state__in=QUEUED, team_id__in=teams)
    ticket = (
        waiting.order_by("next_due_at", "pk").select_for_update(skip_locked=True, of=("self",), no_key=True)
    ).first()
    return None if ticket is None else _hand_to(ticket, actor, actor, "ticket.take_next")


@action("ticket.set_team", gettext_lazy("gave the ticket to a team"))
def set_team(key: str, *, actor: Any, team: Team, reason: str, version: int | None = None) -> Ticket:
    """Route to a team without asking it; elapsed time stays, the trade of the team may set other targets.

    Raises ValueRefused without a reason or for the team it has.
    """
    ticket = lock(key, actor, version)
    require(actor, "ticket.route", ticket)
    _refuse_ended(ticket)
    if not reason.strip():
        raise ValueRefused({"reason": _("Say in one line why the team changes.")})
    if ticket.team_id == team.pk and ticket.joint_team_id is None:
        raise ValueRefused({"team": _("The ticket is with this team now. Choose another.")})
    at = timezone.now()
    why = safe_reason(ticket, reason, at=at)
    changes = route_to(ticket, team) | let_go(ticket, actor, at)
    changes |= recompute(ticket, actor=actor, at=at).changes
    store(ticket, actor=actor, verb="ticket.set_team", changes=changes, reason=why)
    _refuse_loss_of_sight(ticket, actor)
    tell_routed(ticket, team, actor)
    return ticket


@step
def let_go(ticket: Ticket, actor: Any, at: datetime) -> dict[str, list[Any]]:
    """A ticket that nobody works any more is not "assigned" or "in progress"."""
    row = LIFECYCLE.find("release", ticket.state, ticket.kind)
    if ticket.assignee is not None or row is None:
        return {}
    return move(ticket, row, actor, at)


@action("ticket.start", gettext_lazy("started work"))
def start_work(key: str, *, actor: Any, version: int | None = None) -> Ticket:
    """Say that work has begun, which stops the response clock; an unassigned ticket becomes the actor's."""
    ticket = lock(key, actor, version)
    at = timezone.now()
    row = find_move(ticket, "start", actor, at)
    changes = take_if_nobody_has(ticket, actor)
    changes |= move(ticket, row, actor, at)
    store(ticket, actor=actor, verb="ticket.start", changes=changes)
    return ticket


@step
def take_if_nobody_has(ticket: Ticket, actor: Any) -> dict[str, list[Any]]:
    """Who begins to work an unassigned ticket owns it."""
    if ticket.assignee is not None or not can(person(actor), "ticket.work", ticket):
        return {}
    return give_to(ticket, person(actor))


def _hand_to(ticket: Ticket, assignee: User | None, actor: Any, verb: str) -> Ticket:
    changes = give_to(ticket, assignee)
    at = timezone.now()
    if assignee is None:
        changes |= let_go(ticket, actor, at)
    elif row := LIFECYCLE.find("assign", ticket.state, ticket.kind):
        changes |= move(ticket, row, actor, at)
    if not changes:
        return ticket
    store(ticket, actor=actor, verb=verb, changes=changes)
    if assignee is not None:
        tell(
            actor=actor,
            kind="ticket.assigned",
            recipients=[assignee],
            payload={"ticket": ticket.key, **assigned_payload(ticket)},
            dedupe=f"{ticket.key}:{ticket.version}",
        )
    return ticket


def _refuse_loss_of_sight(ticket: Ticket, actor: Any) -> None:
    """Nobody sends a ticket where they cannot see it any more; the transaction is undone."""
    if ticket.is_restricted and not Ticket.objects.visible_to(actor).filter(pk=ticket.pk).exists():
        raise Forbidden(
            _("You would not see this ticket any more. Offer it as not ours, or ask the lead of the team."),
            "ticket.route",
        )


def _refuse_ended(ticket: Ticket) -> None:
    if not ticket.is_open:
        raise Conflict(
            _("%(key)s is %(state)s. Open it again first.")
            % {"key": ticket.key, "state": State(ticket.state).label.lower()}
        )
