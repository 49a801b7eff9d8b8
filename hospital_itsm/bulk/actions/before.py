"""How a ticket stood before a bulk change, and putting it back so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.db.models import ForeignKey
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.bulk.choices import ChangeKind
from hospital_itsm.bulk.wording import STALE
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict
from hospital_itsm.following.actions.snoozes import snooze, wake
from hospital_itsm.following.queries.snoozes import rest_of
from hospital_itsm.links.actions.links import remove_link
from hospital_itsm.links.queries.links import link_between
from hospital_itsm.outbox.tell import tell
from tickets.actions.clock_sheet import ClockSheet
from tickets.actions.clocks import standing_of
from tickets.actions.ownership import assigned_payload, give_to
from tickets.actions.priority import recompute
from tickets.actions.store import changed_fields, lock, store
from tickets.actions.tell_people import tell_state
from tickets.models import Ticket
from tickets.rules import sla

Before = Mapping[str, Any]

PLACES: Final = ("team", "joint_team", "is_restricted")
LIFE: Final = ("state", "category", "waiting_for", "planned_for", "vendor", "responded_at", "closed_at")
FACTS: Final = "priority_facts"
STANDING: Final = "clocks"
MOVES_CLOCKS: Final = frozenset({ChangeKind.STATE, ChangeKind.MACRO})
VERBS: Final = {
    ChangeKind.TAKE: "ticket.take",
    ChangeKind.ASSIGN: "ticket.assign",
    ChangeKind.TEAM: "ticket.route",
    ChangeKind.PRIORITY: "ticket.read_internal",
    ChangeKind.STATE: "ticket.work",
    ChangeKind.MACRO: "ticket.work",
}
"""What somebody must still be allowed to do to the ticket as it was, so that it is put back."""


@step
def remember(ticket: Ticket, kind: str) -> Before:
    """What a change of this kind may change, as it is now; where it moves clocks, how those stand."""
    if kind == ChangeKind.LINK:
        return {}
    if kind == ChangeKind.SNOOZE:
        rest = rest_of(ticket)
        return {"until": rest.until.isoformat() if rest else None}
    kept = {name: _stored(ticket, name) for name in (*PLACES, *LIFE, "assignee", FACTS)}
    return {**kept, STANDING: standing_of(ticket)} if kind in MOVES_CLOCKS else kept


@step
def wake_again(key: str, *, actor: Any, given: Before, before: Before, version: int) -> None:
    """Let the ticket rest as it did before, or not at all.

    Raises StaleVersion where anybody changed it since, Conflict where somebody woke it or chose another time.
    """
    rest = rest_of(lock(key, actor, version))
    if rest is None or rest.by_id != actor.pk or rest.until.isoformat() != given["until"]:
        raise Conflict(str(STALE))
    until = datetime.fromisoformat(before["until"]) if before["until"] else None
    if until is None or until <= timezone.now():
        wake(key, actor=actor)
    else:
        snooze(key, actor=actor, until=until)


@step
def unlink(key: str, *, actor: Any, given: Before) -> None:
    """Remove the link of the change. Raises Conflict where that link is gone or is somebody else's."""
    link = link_between(lock(key, actor), given["relation"], given["other"])
    if link is None or link.made_by_id != actor.pk:
        raise Conflict(str(STALE))
    remove_link(key, link.pk, actor=actor)


@action("bulk.put_back", gettext_lazy("put the ticket back as it was"))
def put_back(key: str, *, actor: Any, kind: str, before: Before, version: int) -> Ticket:
    """Give the ticket the owner, place, life, priority and clocks it had. The time since counts.

    Raises StaleVersion where anybody changed it since, Forbidden, ValueRefused where its person may no longer have
    it, Ticket.DoesNotExist.
    """
    ticket = lock(key, actor, version)
    at = timezone.now()
    state, owner = ticket.state, ticket.assignee_id
    moved = [name for name in (*PLACES, *LIFE) if _stored(ticket, name) != before[name]]
    changes = changed_fields(ticket, **{name: _row(name, before[name]) for name in moved})
    if before["assignee"] != owner:
        changes |= _give_back(ticket, before["assignee"])
    require(actor, VERBS[ChangeKind(kind)], ticket)
    ticket.save(update_fields=[*PLACES, *LIFE, "assignee"])
    if STANDING in before:
        _stand(ticket, before[STANDING], at)
    if before[FACTS] != ticket.priority_facts or {"team", "joint_team", "category"} & set(changes):
        ticket.priority_facts = before[FACTS]
        changes |= recompute(ticket, actor=actor, at=at).changes
    store(ticket, actor=actor, verb="bulk.put_back", changes=changes)
    _tell(
        ticket,
        actor,
        is_given=before["assignee"] not in (None, owner),
        is_moved=state != ticket.state,
        kind=kind,
    )
    return ticket


def _give_back(ticket: Ticket, assignee: int | None) -> dict[str, list[Any]]:
    from hospital_itsm.people.models import User

    return give_to(ticket, None if assignee is None else User.objects.get(pk=assignee))


def _stored(ticket: Ticket, name: str) -> Any:
    field = Ticket._meta.get_field(name)
    value = getattr(ticket, field.attname if isinstance(field, ForeignKey) else name)
    return value.isoformat() if isinstance(value, datetime) else value


def _row(name: str, value: Any) -> Any:
    """A kept value as the field holds it."""
    field: Any = Ticket._meta.get_field(name)
    if isinstance(field, ForeignKey):
        return None if value is None else field.related_model._default_manager.filter(pk=value).first()
    return field.to_python(value)


def _stand(ticket: Ticket, standing: Mapping[str, Any], at: datetime) -> None:
    """Let each clock that was open go on as it stood."""
    sheet = ClockSheet.of(ticket)
    for metric, (status, reason) in standing.items():
        sheet.change(metric, at, partial(_as_it_stood, at=at, status=status, reason=reason))
    sheet.save(at)


def _as_it_stood(clock: sla.SlaClock, *, at: datetime, status: str, reason: str) -> sla.SlaClock:
    if not clock.is_open:
        return sla.take_up(replace(clock, outcome=sla.MERGED), at, status, reason)
    if status == sla.PAUSED:
        return sla.pause(clock, at, reason)
    return sla.resume(clock, at)


def _tell(ticket: Ticket, actor: Any, *, is_given: bool, is_moved: bool, kind: str) -> None:
    if is_given and ticket.assignee is not None:
        tell(
            actor=actor,
            kind="ticket.assigned",
            recipients=[ticket.assignee],
            payload={"ticket": ticket.key, **assigned_payload(ticket)},
            dedupe=f"{ticket.key}:{ticket.version}",
        )
    if is_moved and kind == ChangeKind.STATE:
        tell_state(ticket, actor=actor)
