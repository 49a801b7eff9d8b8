"""Tickets with clocks for the tests of time: opened at a chosen instant of Chicago's wall clock."""

from datetime import datetime
from itertools import count
from typing import Any

from django.db import transaction

from hospital_itsm.core.actors import System
from tests.core.worktime_cases import at
from tests.world import World
from tickets.actions.clocks import open_clocks
from tickets.models import Clock, Ticket

CHICAGO = "America/Chicago"
ENGINE = System("test")
_numbers = count(1)


def chicago(reading: str) -> datetime:
    """An instant of 2026 by the wall clock of Chicago: `11-20T16:00` is Friday, November 20."""
    return at(CHICAGO, f"2026-{reading}")


def stored_ticket(world: World, opened: datetime, priority: int = 3, **fields: Any) -> Ticket:
    """A ticket of the ICU with the desk, without clocks."""
    values: dict[str, Any] = {
        "key": f"INC-9{next(_numbers):05}",
        "kind": "incident",
        "title": "The scanner on the cart does not read wristbands",
        "care_area": world.icu,
        "team": world.team("SD-L1"),
        "requester": world.requester,
        "priority": priority,
        "opened_at": opened,
        **fields,
    }
    return Ticket.objects.create(**values)


def opened_ticket(world: World, opened: datetime, priority: int = 3, **fields: Any) -> Ticket:
    """The same with its clocks started."""
    ticket = stored_ticket(world, opened, priority, **fields)
    with transaction.atomic():
        open_clocks(ticket, ENGINE)
    return Ticket.objects.get(pk=ticket.pk)


def clock(ticket: Ticket, metric: str, cycle: int = 1) -> Clock:
    """A stored clock, read afresh."""
    return Clock.objects.select_related("calendar", "target").get(ticket=ticket, metric=metric, cycle=cycle)


def due(ticket: Ticket) -> dict[str, datetime | None]:
    """The deadlines of the open clocks by metric."""
    rows = Clock.objects.open().filter(ticket=ticket)
    return dict(rows.values_list("metric", "due_at"))


def changed(ticket: Ticket, **fields: Any) -> Ticket:
    """The ticket with fields set, as an action would leave it before it calls a step."""
    Ticket.objects.filter(pk=ticket.pk).update(**fields)
    return Ticket.objects.get(pk=ticket.pk)
