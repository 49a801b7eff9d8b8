"""Counting open clocks again from their history: the nightly proof that the cached deadlines are right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import structlog
from django.db.models import F, Min, Q, Value
from django.db.models.functions import Coalesce

from hospital_itsm.jobs.heartbeats import beat
from tickets.actions.recount import mend
from tickets.models import Clock, Ticket
from tickets.models.ticket import NOTHING_DUE
from tickets.rules import sla

PAGE = 500
HEARTBEAT = "sla-recount"

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Difference:
    """A clock whose stored value is not what its history says."""

    ticket: str
    ticket_id: int
    metric: str
    field: str
    stored: Any
    counted: Any

    def __str__(self) -> str:
        return f"{self.ticket} {self.metric}: {self.field} is {self.stored}, its history says {self.counted}"


def differences() -> Iterator[Difference]:
    """Every open clock, and every open ticket's next deadline, that is not what its history says."""
    yield from _clocks()
    yield from _tickets()


def _clocks() -> Iterator[Difference]:
    """Walk the open clocks, PAGE at a time, two statements a page."""
    last = 0
    while True:
        page = Clock.objects.open().filter(pk__gt=last).order_by("pk")
        clocks = list(page.select_related("calendar", "ticket").prefetch_related("segments")[:PAGE])
        for clock in clocks:
            yield from _of(clock)
        if len(clocks) < PAGE:
            return
        last = clocks[-1].pk


def report() -> int:
    """Log every clock that differs and beat with their number; return it. The nightly check."""
    found = 0
    for difference in differences():
        found += 1
        log.error("clock.differs", ticket=difference.ticket, metric=difference.metric, field=difference.field)
    beat(HEARTBEAT, differences=found)
    return found


def mend_all(*, actor: Any) -> int:
    """Mend every ticket that differs, each in a transaction of its own; return how many figures changed."""
    tickets = {difference.ticket_id for difference in list(differences())}
    return sum(mend(pk, actor=actor) for pk in sorted(tickets))


def _tickets() -> Iterator[Difference]:
    """Compare the deadline that lists sort by with the earliest one of the open clocks: one statement."""
    earliest = Min("clocks__due_at", filter=Q(clocks__stopped_at__isnull=True))
    open_tickets = Ticket.objects.open().annotate(earliest=Coalesce(earliest, Value(NOTHING_DUE)))
    for ticket in open_tickets.exclude(next_due_at=F("earliest")).only("key", "next_due_at").iterator():
        yield Difference(ticket.key, ticket.pk, "ticket", "next_due_at", ticket.next_due_at, ticket.earliest)


def _of(clock: Clock) -> Iterator[Difference]:
    value = clock.as_value()
    history = sorted((row.as_value() for row in clock.segments.all()), key=lambda segment: segment.began_at)
    counted = sla.recounted(value, history)
    due = sla.due_at(sla.with_consumed(value, counted))
    for field, stored, right in (("consumed", clock.consumed, counted), ("due_at", clock.due_at, due)):
        if stored != right:
            yield Difference(clock.ticket.key, clock.ticket_id, clock.metric, field, stored, right)
