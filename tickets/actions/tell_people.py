"""Telling the people of a ticket: reporters, owner, teams. Numbers, states and places only."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import step
from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.outbox.tell import messages, write
from hospital_itsm.people.models import Team, User
from tickets.choices import REQUESTER_WORDS, State
from tickets.models import Ticket
from tickets.queries.audiences import holders_of, members_of


@step
def tell_reporters(
    ticket: Ticket, *, actor: Any, kind: str, payload: Mapping[str, Any] | None = None, dedupe: str = ""
) -> int:
    """Tell everybody who reported or joined, in the bell and by e-mail; the actor is left out.

    `dedupe` tells two messages of one version apart.
    """
    condition = Q(reports__ticket=ticket) | Q(pk=ticket.requester_id)
    people = User.objects.filter(condition).distinct()
    return write(_messages(ticket, actor, kind, people, payload, dedupe=dedupe))


@step
def tell_state(ticket: Ticket, *, actor: Any) -> int:
    """Tell the reporters where their ticket stands, in their words."""
    return tell_reporters(ticket, actor=actor, kind="ticket.state", payload={"state": state_words(ticket)})


@step
def tell_owner(ticket: Ticket, *, actor: Any, kind: str, payload: Mapping[str, Any] | None = None) -> int:
    """Tell who works the ticket, or the lead of its team where nobody does yet."""
    lead = ticket.team.lead if ticket.team else None
    owner = ticket.assignee or lead
    return _tell(ticket, actor, kind, [owner] if owner else [], payload)


@step
def tell_team(
    ticket: Ticket, team: Team, *, actor: Any, kind: str, payload: Mapping[str, Any] | None = None
) -> int:
    """Tell a team: its people in the bell, its lead by e-mail too."""
    people = members_of(team)
    rows = _messages(ticket, actor, kind, people, payload, channels=[Channel.IN_APP])
    if team.lead:
        rows += _messages(ticket, actor, kind, [team.lead], payload)
    return write(rows)


@step
def tell_role(
    ticket: Ticket, role: str, *, actor: Any, kind: str, payload: Mapping[str, Any] | None = None
) -> int:
    """Tell everybody who holds a role today."""
    return _tell(ticket, actor, kind, holders_of(role), payload)


@step
def place_of(ticket: Ticket) -> dict[str, Any]:
    """Priority and place, as most messages to the desk carry them."""
    area = ticket.care_area.name if ticket.care_area else _("no unit")
    return {"priority": ticket.priority, "area": area[:80]}


@step
def state_words(ticket: Ticket) -> str:
    """The state in the requester's words."""
    return str(REQUESTER_WORDS[State(ticket.state)])


def _tell(
    ticket: Ticket, actor: Any, kind: str, people: Iterable[User], payload: Mapping[str, Any] | None
) -> int:
    return write(_messages(ticket, actor, kind, people, payload))


def _messages(
    ticket: Ticket,
    actor: Any,
    kind: str,
    people: Iterable[User],
    payload: Mapping[str, Any] | None,
    channels: list[str] | None = None,
    dedupe: str = "",
) -> list[OutboxMessage]:
    return messages(
        actor=actor,
        kind=kind,
        recipients=people,
        payload={"ticket": ticket.key, **(payload or {})},
        dedupe=f"{ticket.key}:{dedupe or ticket.version}",
        channels=channels,
    )
