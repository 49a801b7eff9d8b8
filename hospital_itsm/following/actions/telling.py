"""Followers are told by the trail: what is recorded of a ticket is told to those who follow it and see it then.

Runs inside the transaction of the ticket's own step. Nobody hears of their own doings, nor twice of one thing: who is
told as the one who works the ticket, or as one who reported it, is not told as a follower besides.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from hospital_itsm.audit.actions import step
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import SYSTEM_PREFIX, System
from hospital_itsm.following.access import sees
from hospital_itsm.following.actions.mentions import name_people
from hospital_itsm.following.message_kinds import AT_DESK, IN_PORTAL
from hospital_itsm.following.models import Follow
from hospital_itsm.following.queries.follows import follows_of
from hospital_itsm.following.rules.events import (
    PRIORITY,
    STATE,
    event_of,
    owner_is_told,
    reporters_are_told,
)
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.outbox.tell import messages, write
from tickets.access import reads_as_desk
from tickets.actions.merging import ABSORBED
from tickets.actions.unmerging import GAVE_BACK
from tickets.choices import REQUESTER_WORDS, State
from tickets.models import Ticket

TICKET: Final = Ticket._meta.label_lower


@step
def follow_trail(entries: Sequence[AuditEntry]) -> None:
    """Tell followers of what was recorded of their tickets; followers of a duplicate go on with the survivor."""
    of_tickets = [one for one in entries if one.target_type == TICKET]
    for one in of_tickets:
        if one.verb == ABSORBED:
            _carry(one)
        elif one.verb == GAVE_BACK:
            _give_back(one)
    named = {one.pk: name_people(one) for one in of_tickets}
    if events := [(one, event) for one in of_tickets if (event := event_of(one.verb, one.changes))]:
        _tell(events, named)


def _tell(events: list[tuple[AuditEntry, str]], named: Mapping[int, set[int]]) -> None:
    rows = follows_of({int(one.target_id) for one, _event in events})
    if not rows:
        return
    seen = Ticket.objects.select_related("team").prefetch_related("reporters")
    tickets = seen.in_bulk({row.ticket_id for row in rows})
    made: list[OutboxMessage] = []
    for one, event in events:
        ticket = tickets.get(int(one.target_id))
        of_it = [row.user for row in rows if ticket and row.ticket_id == ticket.pk]
        followers = [user for user in of_it if user.pk not in named[one.pk]]
        if ticket and followers:
            made += _messages(one, event, ticket, followers)
    write(made)


def _messages(one: AuditEntry, event: str, ticket: Ticket, followers: list[Any]) -> list[OutboxMessage]:
    otherwise = _told_otherwise(one, event, ticket)
    hearing = [user for user in followers if user.pk not in otherwise and sees(user, ticket)]
    at_desk = [user for user in hearing if reads_as_desk(user, ticket)]
    rows = _written(one, AT_DESK[event], at_desk, _payload(one, event, ticket, at_desk=True))
    if _is_seen_in_portal(event, one):
        in_portal = [user for user in hearing if user not in at_desk]
        rows += _written(one, IN_PORTAL[event], in_portal, _payload(one, event, ticket, at_desk=False))
    return rows


def _written(one: AuditEntry, kind: str, people: list[Any], payload: dict[str, Any]) -> list[OutboxMessage]:
    dedupe = f"{payload['ticket']}:{one.pk}"
    return messages(actor=_who_did(one), kind=kind, recipients=people, payload=payload, dedupe=dedupe)


def _told_otherwise(one: AuditEntry, event: str, ticket: Ticket) -> set[int | None]:
    found: set[int | None] = set()
    if owner_is_told(event, one.verb):
        found.add(ticket.assignee_id or (ticket.team.lead_id if ticket.team else None))
    if reporters_are_told(event, one.verb):
        found |= {ticket.requester_id, *(row.user_id for row in ticket.reporters.all())}
    return found


def _is_seen_in_portal(event: str, one: AuditEntry) -> bool:
    """Does the page of its requester show it? A note and a priority it does not, a state in fewer words."""
    if event != STATE:
        return event in IN_PORTAL
    before, after = one.changes["state"]
    return before not in State.values or REQUESTER_WORDS[State(before)] != REQUESTER_WORDS[State(after)]


def _payload(one: AuditEntry, event: str, ticket: Ticket, *, at_desk: bool) -> dict[str, Any]:
    payload: dict[str, Any] = {"ticket": ticket.key}
    if event == STATE:
        state = State(one.changes["state"][1])
        payload["state"] = str(state.label if at_desk else REQUESTER_WORDS[state])
    elif event == PRIORITY:
        payload["old"], payload["priority"] = one.changes["priority"]
    return payload


def _who_did(one: AuditEntry) -> Any:
    """The person of an entry, or the part of the product that acted."""
    return one.actor or System(one.actor_label.removeprefix(SYSTEM_PREFIX))


def _carry(one: AuditEntry) -> None:
    """Who follows the duplicate follows the ticket it went on as."""
    duplicate = Ticket.objects.filter(key=(one.changes.get("duplicate") or [None])[-1]).first()
    there = Follow.objects.filter(ticket=int(one.target_id)).values("user")
    rows = Follow.objects.filter(ticket=duplicate).exclude(user__in=there) if duplicate else ()
    Follow.objects.bulk_create(
        Follow(
            ticket_id=int(one.target_id),
            user_id=row.user_id,
            added_by_id=row.added_by_id,
            carried_from=duplicate,
            since=one.at,
        )
        for row in rows
    )


def _give_back(one: AuditEntry) -> None:
    """What a merge brought goes with it when it is undone; the duplicate kept its own followers."""
    duplicate = (one.changes.get("duplicate") or [None])[0]
    Follow.objects.filter(ticket=int(one.target_id), carried_from__key=duplicate).delete()
