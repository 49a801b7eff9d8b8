"""What somebody who was paged or told of a ticket may see of it without reading it: figures and places, no words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tickets.access import reads_as_desk


@dataclass(frozen=True)
class Summons:
    """A ticket as the person called to it sees it (domain 4.2, executives): no people, no free text.

    `page_pk` is the page to answer, None when none of theirs waits; `pages` are instants sent and answered.
    """

    key: str
    kind: str
    state: str
    priority: int
    area: str
    service: str
    category: str
    team: str
    opened_at: datetime
    affects_care: bool
    page_pk: int | None
    pages: tuple[tuple[datetime, datetime | None], ...]


def summons_for(actor: Any, key: str) -> Summons | None:
    """The ticket the actor was paged for or told of in the bell, or None: three statements.

    One that became restricted since then is there for its readers alone.
    """
    from hospital_itsm.outbox.models import BellItem
    from tickets.models import Ticket

    found = Ticket.objects.filter(key=key).select_related("care_area", "service", "category", "team")
    ticket = found.first()
    if ticket is None or (ticket.is_restricted and not reads_as_desk(actor, ticket)):
        return None
    pages = list(ticket.pages.order_by("paged_at", "pk"))
    mine = [page for page in pages if page.recipient_id == actor.pk]
    told = mine or BellItem.objects.filter(user=actor, message__payload__ticket=key).exists()
    return _summons(ticket, pages, mine) if told else None


def _summons(ticket: Any, pages: list[Any], mine: list[Any]) -> Summons:
    waiting = next((page.pk for page in mine if page.acknowledged_at is None), None)
    return Summons(
        key=ticket.key,
        kind=str(ticket.get_kind_display()),
        state=str(ticket.get_state_display()),
        priority=ticket.priority,
        area=getattr(ticket.care_area, "name", ""),
        service=getattr(ticket.service, "name", ""),
        category=getattr(ticket.category, "name", ""),
        team=getattr(ticket.team, "name", ""),
        opened_at=ticket.opened_at,
        affects_care=ticket.affects_care,
        page_pk=waiting,
        pages=tuple((page.paged_at, page.acknowledged_at) for page in pages),
    )
