"""What is already known while somebody writes a report: at most three cards, and what is new on the unit (ux 5a)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from tickets.queries.likeness import (
    Said,
    codes,
    newest_saying,
    notice_problem,
    problem_of,
    said_in,
    stems,
    with_stems,
)
from tickets.queries.notices import joinable, notices_for
from tickets.rules.likeness import Problem
from tickets.rules.suggesting import MOST_SUGGESTIONS, Known, suggestions

MOST_COMPARED = 200
MOST_BY_WORDS = 200
KNOWN_FOR = timedelta(days=7)
NOTICE_MARK = "notice:"


@dataclass(frozen=True)
class Card:
    """A known problem: a notice (`notice` set) or a ticket of the person's unit.

    `reports` counts people; `what_now` is what to do meanwhile; `has_joined`: the person is on it already;
    `may_join`: *Same for me* works. `reason` is a code of `rules.suggesting`.
    """

    title: str
    reason: str
    updated_at: datetime
    reports: int = 0
    what_now: str = ""
    notice: Any = None
    ticket: Any = None
    has_joined: bool = False
    may_join: bool = True


@dataclass(frozen=True)
class Before:
    """What to show beside the form before it is sent."""

    known: tuple[Card, ...]
    on_unit: tuple[Any, ...]


def before_you_send(user: Any, *, text: str, care_area: Any, now: datetime, asset: Any = None) -> Before:
    """Known problems that fit the words, and up to three others of the unit today; at most six statements.

    `asset` is the device it is about, where one is known.
    Only what the person sees is compared; restricted tickets never are. Each ticket of `on_unit` has `has_joined`.
    """
    said = said_in(text) if text.strip() else Said()
    tickets = list(_candidates(user, _near(user, care_area, asset, said), now))
    here = Problem("", said.all, now, units=codes(care_area), asset=asset.tag if asset else "")
    cards = (
        _cards(here, said, tickets, list(with_stems(notices_for(user, care_area)))) if text.strip() else ()
    )
    shown = {card.ticket.pk for card in cards if card.ticket is not None}
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    fresh = [
        row for row in tickets if row.opened_at >= midnight and row.pk not in shown and not row.has_joined
    ]
    unit = care_area.pk if care_area is not None else None
    return Before(cards, tuple([row for row in fresh if row.care_area_id == unit][:MOST_SUGGESTIONS]))


def with_joined(tickets: "QuerySet[Any]", user: Any) -> "QuerySet[Any]":
    """Add `has_joined`: is the person a reporter of the ticket?"""
    from tickets.models import Reporter

    mine = Reporter.objects.filter(ticket=OuterRef("pk"), user_id=user.pk)
    return tickets.annotate(has_joined=Exists(mine))


def _near(user: Any, care_area: Any, asset: Any, said: Said) -> Q:
    """Where to look: the unit, the device, and the words for whoever sees more than units."""
    near = Q(pk__in=[])
    if care_area is not None:
        near |= Q(care_area=care_area)
    if asset is not None:
        near |= Q(asset=asset)
    if "ticket.read_all" in user.permissions:
        near |= Q(pk__in=newest_saying(said, MOST_BY_WORDS))
    return near


def _candidates(user: Any, near: Q, now: datetime) -> "QuerySet[Any]":
    from tickets.models import Ticket

    seen = (
        Ticket.objects.visible_to(user)
        .open()
        .filter(near, is_restricted=False, opened_at__gte=now - KNOWN_FOR)
    )
    related = seen.select_related("care_area", "service", "category", "team", "asset").annotate(
        stems=stems(F("search__public_words"))
    )
    return with_joined(related, user).order_by("-opened_at", "-id")[:MOST_COMPARED]


def _cards(here: Problem, said: Said, tickets: Sequence[Any], notices: Sequence[Any]) -> tuple[Card, ...]:
    told = {notice.ticket_id for notice in notices}
    open_tickets = {row.key: row for row in tickets if row.pk not in told}
    posted = {f"{NOTICE_MARK}{notice.pk}": notice for notice in notices}
    known: Iterable[Known] = [
        *(_known_notice(key, notice) for key, notice in posted.items()),
        *(Known(problem_of(row, row.stems)) for row in open_tickets.values()),
    ]
    joined = {row.pk for row in tickets if row.has_joined}
    return tuple(
        _notice_card(posted[found.key], found.reason, joined)
        if found.key in posted
        else _ticket_card(open_tickets[found.key], found.reason)
        for found in suggestions(here, known, said.shares)
    )


def _known_notice(key: str, notice: Any) -> Known:
    problem = notice_problem(notice, key)
    return Known(problem, is_notice=True, everywhere=not problem.units)


def _notice_card(notice: Any, reason: str, joined: set[int]) -> Card:
    may_join = joinable(notice.ticket)
    return Card(
        title=notice.title,
        reason=reason,
        updated_at=notice.updated_at,
        reports=notice.ticket.reporters_count if may_join else 0,
        what_now=notice.to_do or notice.works,
        notice=notice,
        has_joined=notice.ticket_id in joined,
        may_join=may_join,
    )


def _ticket_card(ticket: Any, reason: str) -> Card:
    return Card(
        title=ticket.title,
        reason=reason,
        updated_at=ticket.last_public_at or ticket.opened_at,
        reports=ticket.reporters_count,
        ticket=ticket,
        has_joined=ticket.has_joined,
    )
