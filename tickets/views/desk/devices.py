"""`/devices/today/`: what IT and clinical engineering have to do on devices today, on one board."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hospital_itsm.core.access import can
from hospital_itsm.core.views import PageView
from tickets.clock_words import ChipWords, chip_words
from tickets.queries.clocks import clocks_of, main_chip
from tickets.queries.devices_today import board_of
from tickets.views.desk.find import signed_in
from tickets.views.desk.marks import shown_priority, state_mark
from tickets.views.desk.visit import HERE, LEAVING, ON_MY_WAY, VisitButton


@dataclass(frozen=True)
class Card:
    """One ticket on the board: how urgent, how it stands, who is on the way, and this person's next press."""

    ticket: Any
    shape: Any
    mark: str
    chip: ChipWords | None
    going: list[Any]
    press: VisitButton | None


class DevicesTodayView(PageView):
    """The joint board, by unit."""

    access = "ticket.queue"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        user, now, today = signed_in(request), timezone.now(), timezone.localdate()
        board = board_of(user, today, end_of(today))
        cards = cards_of(board.tickets, user, now)
        units = [
            {
                "unit": work.unit,
                "cards": [cards[ticket.pk] for ticket in work.tickets],
                "recalls": work.recalls,
                "loans": work.loans,
            }
            for work in board.units
        ]
        counts = {name: sum(len(unit[name]) for unit in units) for name in ("cards", "recalls", "loans")}
        context = {"units": units, "counts": counts, "is_cut": board.is_cut, "today": today}
        return render(request, "tickets/desk/devices_today.html", context)


def cards_of(tickets: list[Any], user: Any, now: datetime) -> dict[int, Card]:
    """The tickets dressed for the board, by their keys: one statement, for their clocks."""
    clocks = clocks_of(tickets)
    return {ticket.pk: _card(ticket, user, clocks.get(ticket.pk, {}), now) for ticket in tickets}


def end_of(day: date) -> datetime:
    """The last instant of a day of the site."""
    return timezone.make_aware(datetime.combine(day, time.max))


def _card(ticket: Any, user: Any, clocks: dict[str, Any], now: datetime) -> Card:
    chip = main_chip(clocks, now)
    words = None if chip is None else chip_words(chip)
    return Card(ticket, shown_priority(ticket), state_mark(ticket), words, ticket.going, _press(ticket, user))


def _press(ticket: Any, user: Any) -> VisitButton | None:
    own = next((visit for visit in ticket.going if visit.by_id == user.pk), None)
    if own is not None:
        return HERE if own.arrived_at is None else LEAVING
    return ON_MY_WAY if can(user, "ticket.work", ticket) else None
