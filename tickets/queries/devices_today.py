"""Today's work on devices, by unit: open tickets, recalls due, loans due back, of both teams."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Prefetch, QuerySet

MOST: Final = 200
"""Rows of each kind on the board; what is due first is on it."""


@dataclass
class UnitWork:
    """What a unit has today. `unit` is None for what stands nowhere known."""

    unit: Any
    tickets: list[Any] = field(default_factory=list)
    recalls: list[Any] = field(default_factory=list)
    loans: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Board:
    """The units with work, the one whose ticket is due first leading; `is_cut` where more is open than is shown."""

    units: list[UnitWork]
    tickets: list[Any]
    is_cut: bool


def board_of(actor: Any, today: date, until: datetime) -> Board:
    """The board: four statements however much there is. `until` is the end of today, for the deadlines of recalls."""
    tickets = list(device_tickets(actor)[: MOST + 1])
    by_unit: dict[Any, UnitWork] = {}
    for ticket in tickets[:MOST]:
        _of(by_unit, ticket.care_area).tickets.append(ticket)
    for line in recalls_due(actor, until)[:MOST]:
        _of(by_unit, line.asset.care_area).recalls.append(line)
    for loan in loans_due(actor, today)[:MOST]:
        _of(by_unit, loan.care_area or loan.asset.care_area).loans.append(loan)
    return Board(list(by_unit.values()), tickets[:MOST], len(tickets) > MOST)


def device_tickets(actor: Any) -> QuerySet[Any]:
    """Open tickets about a device that the actor sees at the desk, due first, with who is on the way or there."""
    from tickets.models import Ticket, Visit

    going = Visit.objects.filter(left_at__isnull=True).select_related("by").order_by("pk")
    rows = Ticket.objects.on_desk(actor).open().filter(asset__isnull=False)
    rows = rows.select_related(
        "care_area", "asset__model", "asset__location", "team", "joint_team", "assignee"
    )
    return rows.prefetch_related(Prefetch("visits", going, to_attr="going")).order_by("next_due_at", "id")


def recalls_due(actor: Any, until: datetime) -> QuerySet[Any]:
    """Open lines of recalls whose next deadline is today or over, the worst first."""
    from assets.models import Asset, RecallCase, RecallLine

    cases = RecallCase.objects.visible_to(actor).overdue(until)
    lines = RecallLine.objects.open().filter(case__in=cases, asset__in=Asset.objects.visible_to(actor))
    related = ("case__notice", "asset__care_area", "asset__model", "asset__location")
    return lines.select_related(*related).order_by("case__next_due_at", "pk")


def loans_due(actor: Any, today: date) -> QuerySet[Any]:
    """Loans and rentals that are due back today or overdue."""
    from assets.models import Asset, Loan

    loans = Loan.objects.filter(returned_at__isnull=True, return_on__lte=today)
    loans = loans.filter(asset__in=Asset.objects.visible_to(actor))
    related = ("asset__care_area", "asset__model", "care_area", "vendor")
    return loans.select_related(*related).order_by("return_on", "pk")


def _of(by_unit: dict[Any, UnitWork], unit: Any) -> UnitWork:
    return by_unit.setdefault(unit.pk if unit else None, UnitWork(unit))
