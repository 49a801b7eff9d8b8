"""How the queue is drawn for a person: the split list, or a table with the columns of the view."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.desk.actions.looks import COLUMNS, DENSITY, LAYOUT
from hospital_itsm.desk.choices import Density, Layout
from hospital_itsm.desk.rules.columns import CODES, USUAL, read, written
from tickets.choices import State
from tickets.clock_words import ChipWords, chip_words
from tickets.orders import SORTS, fit, joined, parts
from tickets.queue_parts import Look
from tickets.rules import clock_reading, sla
from tickets.views.desk.marks import state_mark

SORTED: Final = "sort"
NOT_IN_ORDER: Final = ("cursor", "open", SORTED)


@dataclass(frozen=True)
class Column:
    """One column of the table.

    `read` takes what is drawn from a row at an instant, `draw` says how; `reads` are the fields it needs of the
    ticket, `sorts` the orders its heading switches between.
    """

    label: "str | Promise"
    read: Callable[[Any, datetime], Any]
    draw: str = "text"
    reads: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Head:
    """A column with its heading: where it leads, and how the list is ordered by it (`aria-sort`).

    `then_url` keeps the first order and adds that of this column; `then` is how it orders second.
    """

    code: str
    label: "str | Promise"
    draw: str
    url: str = ""
    order: str = ""
    then_url: str = ""
    then: str = ""


def _clock(*metrics: str) -> Callable[[Any, datetime], ChipWords | None]:
    """The chip of the first of these clocks that the ticket has."""

    def chip(row: Any, now: datetime) -> ChipWords | None:
        clock = next((row.clocks[metric] for metric in metrics if metric in row.clocks), None)
        return chip_words(clock_reading.read(clock.as_value(), now)) if clock is not None else None

    return chip


def _named(path: str) -> Callable[[Any, datetime], str]:
    """The text at the end of a path of relations, empty where it breaks off."""

    def text(row: Any, now: datetime) -> str:
        value = row.ticket
        for name in path.split("."):
            value = getattr(value, name, None)
        return str(value or "")

    return text


def _requester(row: Any, now: datetime) -> str:
    ticket = row.ticket
    if ticket.is_name_unverified:
        return _("%(name)s (not verified)") % {"name": ticket.requester_label}
    return ticket.requester.display_name if ticket.requester else str(ticket.requester_label)


def _state(row: Any, now: datetime) -> tuple[str, str]:
    return state_mark(row.ticket), str(State(row.ticket.state).label)


COLUMN: Final[Mapping[str, Column]] = {
    "priority": Column(gettext_lazy("Priority"), _named("priority"), "priority", sorts=("priority",)),
    "key": Column(gettext_lazy("ID"), _named("key"), "key"),
    "subject": Column(gettext_lazy("Subject"), _named("title"), "subject"),
    "requester": Column(
        gettext_lazy("Requester"), _requester, reads=("requester__full_name", "requester__credential")
    ),
    "unit": Column(gettext_lazy("Unit"), _named("care_area.name")),
    "site": Column(gettext_lazy("Site"), _named("care_area.site.name"), reads=("care_area__site__name",)),
    "service": Column(gettext_lazy("Service"), _named("service.name"), reads=("service__name",)),
    "asset": Column(gettext_lazy("Device"), _named("asset.tag"), "key", reads=("asset__tag",)),
    "state": Column(gettext_lazy("State"), _state, "state"),
    "assignee": Column(gettext_lazy("Assignee"), _named("assignee.full_name")),
    "team": Column(gettext_lazy("Team"), _named("team.name")),
    "opened": Column(
        gettext_lazy("Opened"), lambda row, now: row.ticket.opened_at, "moment", sorts=("newest", "oldest")
    ),
    "replied": Column(gettext_lazy("Last reply"), lambda row, now: row.ticket.last_public_at, "moment"),
    "resolve": Column(
        gettext_lazy("Working again"), _clock(sla.RESTORE, sla.FULFIL), "chip", sorts=("time_left",)
    ),
    "respond": Column(gettext_lazy("First response"), _clock(sla.RESPONSE), "chip"),
    "reports": Column(gettext_lazy("Reports"), _named("reporters_count"), "number", sorts=("reports",)),
}
DOWNWARD: Final = ("newest", "reports")


def layout_of(request: HttpRequest) -> str:
    """The layout of the address, else the person's own."""
    asked = request.GET.get("layout", "")
    return asked if asked in Layout.values else chosen(request.user, LAYOUT, Layout.SPLIT)


def chosen(actor: Any, name: str, usual: str) -> str:
    """What the person chose."""
    return str(getattr(actor, "preferences", {}).get(name, usual))


def columns_for(actor: Any, view: str, asked: str) -> tuple[str, ...]:
    """The columns of the address, else the person's of this view, else the usual ones."""
    for text in (asked, chosen(actor, f"{COLUMNS}.{view}", "")):
        try:
            if found := read(text):
                return found
        except ValueError:
            continue
    return USUAL


def look(request: HttpRequest, view: str) -> Look:
    """How the list of this view is drawn for who asks: no statement."""
    if layout_of(request) != Layout.TABLE:
        return Look()
    codes, now = columns_for(request.user, view, request.GET.get("columns", "")), timezone.now()
    heads = [_head(code, request) for code in codes]

    def cells(row: Any) -> Sequence[tuple[Head, Any]]:
        return [(head, COLUMN[head.code].read(row, now)) for head in heads]

    return Look(
        table="desk/_table.html",
        row="desk/_table_row.html",
        css=f"q-{chosen(request.user, DENSITY, Density.USUAL)}",
        reads=tuple(dict.fromkeys(name for code in codes for name in COLUMN[code].reads)),
        columns=heads,
        shown=written(codes),
        cells=cells,
        more=urlencode({"view": view, "layout": Layout.TABLE, "columns": written(codes)}),
    )


def _head(code: str, request: HttpRequest) -> Head:
    column, asked = COLUMN[code], request.GET.get(SORTED, "")
    if not column.sorts:
        return Head(code, column.label, column.draw)
    first, second = parts(asked if asked in SORTS else "time_left")
    return Head(
        code,
        column.label,
        column.draw,
        _ordered(request, _next(column, first)),
        _direction(column, first),
        _ordered(request, joined(first, _next(column, second))) if fit(first, column.sorts[0]) else "",
        _direction(column, second),
    )


def _next(column: Column, sort: str) -> str:
    """The order of a column after this one; the first of them where this is another column's."""
    at = column.sorts.index(sort) if sort in column.sorts else -1
    return column.sorts[(at + 1) % len(column.sorts)]


def _direction(column: Column, sort: str) -> str:
    if sort not in column.sorts:
        return ""
    return "descending" if sort in DOWNWARD else "ascending"


def _ordered(request: HttpRequest, sort: str) -> str:
    query = request.GET.copy()
    for name in NOT_IN_ORDER:
        query.pop(name, None)
    query[SORTED] = sort
    return f"?{query.urlencode()}"


def offered(codes: Sequence[str]) -> list[tuple[str, "str | Promise"]]:
    """The columns that are not shown, with their labels."""
    return [(code, COLUMN[code].label) for code in CODES if code not in codes]
