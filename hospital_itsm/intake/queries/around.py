"""What stands beside a call: where the caller works, what they and their unit reported, what is known already."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db.models import Q

from tickets.queries.suggestions import Before, Card, before_you_send

MOST: Final = 5


@dataclass(frozen=True)
class Recent:
    """The latest tickets of the caller, and what is open on the unit besides."""

    own: tuple[Any, ...] = ()
    of_unit: tuple[Any, ...] = ()


def unit_of_caller(caller: Any) -> Any | None:
    """The one unit the caller belongs to today, else that of their latest report."""
    from hospital_itsm.people.models import CareArea
    from tickets.models import Ticket

    units = {held.care_area_id: held.care_area for held in caller.valid_memberships if held.care_area_id}
    if len(units) == 1:
        return next(iter(units.values()))
    latest = Ticket.objects.filter(requester=caller, care_area__isnull=False).order_by("-opened_at", "-id")
    return CareArea.objects.filter(pk__in=latest.values("care_area")[:1], is_active=True).first()


def recent(agent: Any, caller: Any, unit: Any) -> Recent:
    """At most five of each, newest first, of those the agent sees; two statements."""
    from tickets.models import Ticket

    seen = Ticket.objects.on_desk(agent).select_related("team").order_by("-opened_at", "-id")
    own = tuple(seen.filter(_of(caller))[:MOST]) if caller is not None else ()
    if unit is None:
        return Recent(own)
    others = seen.open().filter(care_area=unit).exclude(pk__in=[ticket.pk for ticket in own])
    return Recent(own, tuple(others[:MOST]))


def known(agent: Any, caller: Any, *, text: str, unit: Any, now: datetime, asset: Any = None) -> Before:
    """What the agent may offer for the words so far; `has_joined` says it of the caller."""
    found = before_you_send(agent, text=text, care_area=unit, asset=asset, now=now)
    joined = _joined(caller, found)
    for ticket in found.on_unit:
        ticket.has_joined = ticket.pk in joined
    return Before(tuple(_of_caller(found.known, joined)), found.on_unit)


def _joined(caller: Any, found: Before) -> set[int]:
    """The tickets among those found that the caller is on."""
    from tickets.models import Reporter

    cards = {pk for card in found.known if (pk := _ticket_of(card)) is not None}
    shown = cards | {ticket.pk for ticket in found.on_unit}
    if caller is None or not shown:
        return set()
    rows = Reporter.objects.filter(ticket_id__in=shown, user=caller)
    return set(rows.values_list("ticket_id", flat=True))


def _of_caller(cards: Iterable[Card], joined: set[int]) -> Iterable[Card]:
    return (replace(card, has_joined=_ticket_of(card) in joined) for card in cards)


def _ticket_of(card: Card) -> int | None:
    return card.ticket.pk if card.ticket is not None else card.notice.ticket_id


def _of(caller: Any) -> Q:
    from tickets.models import Reporter

    joined = Reporter.objects.filter(user=caller).order_by("-joined_at").values("ticket")[:50]
    return Q(requester=caller) | Q(pk__in=joined)
