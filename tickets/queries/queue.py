"""One page of the agent's queue: rows with their clocks, grouped by time left (views: `queue_views`, counters:
`queue_counts`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from hospital_itsm.core import listing
from hospital_itsm.core.listing import seek
from hospital_itsm.core.prepared import Prepared
from tickets.access import desk_shape
from tickets.queries.clocks import clocks_of, main_chip
from tickets.queries.queue_views import SOON, Moment, Person, View, seen_in
from tickets.rules.clock_reading import SlaChip

PAGE_SIZE = 30
LISTED = (
    "key", "kind", "title", "state", "version", "is_restricted", "team__name", "care_area__name", "assignee__full_name",
    "care_answer", "is_patient_safety", "priority", "reporters_count", "next_due_at", "opened_at", "last_public_at",
    "last_public_by_requester", "requester_id", "requester_label", "source",
)  # fmt: skip
"""What a row shows or is ordered by; the words of the engine and of imports stay in the database."""


LISTED_WITH: list[Callable[[], dict[str, Any]]] = []
"""What packages to the right read of each ticket of a list, as annotations by name."""

TIME_LEFT = ("next_due_at", "id")
OVERDUE, WITHIN_THE_HOUR, LATER_TODAY, LATER, PAUSED = "overdue", "hour", "today", "later", "paused"
GROUPS: dict[str, "str | Promise"] = {
    OVERDUE: gettext_lazy("Overdue"),
    WITHIN_THE_HOUR: gettext_lazy("Due within the hour"),
    LATER_TODAY: gettext_lazy("Later today"),
    LATER: gettext_lazy("Later"),
    PAUSED: gettext_lazy("Paused"),
}


@dataclass(frozen=True)
class Row:
    """One line of the list: the ticket with unit, team and assignee read, its chip, and what is new to the reader.

    `clocks` are its clocks by metric.
    """

    ticket: Any
    chip: SlaChip | None
    is_unread: bool
    has_new_reply: bool
    clocks: Mapping[str, Any]


@dataclass(frozen=True)
class Group:
    """Rows with the same kind of time left."""

    code: str
    label: "str | Promise"
    rows: list[Row]


@dataclass(frozen=True)
class QueuePage:
    """One page of a view: rows in order, the same rows in groups, and the cursors around them."""

    rows: list[Row]
    groups: list[Group]
    next_cursor: str
    previous_cursor: str


def queue_page(
    tickets: QuerySet[Any],
    actor: Any,
    now: datetime,
    *,
    ordering: Sequence[str] = TIME_LEFT,
    cursor: str = "",
    size: int = PAGE_SIZE,
    reads: Sequence[str] = (),
) -> QueuePage:
    """One page of `tickets` (a view, filtered or not): two statements however many rows are shown.

    Raises listing.BadCursor.
    """
    found = seek(listed(tickets, actor, reads), ordering, size, cursor)
    rows = rows_of(found.rows, now)
    return QueuePage(rows, grouped(rows, now), found.next_cursor, found.previous_cursor)


def first_page(
    view: View, actor: Any, now: datetime, *, ordering: Sequence[str] = TIME_LEFT, reads: Sequence[str] = ()
) -> QueuePage:
    """The beginning of a whole view as `queue_page` shows it, by a read that is compiled once: two statements."""
    from tickets.models import Ticket

    shape = (desk_shape(actor), view.code, view.team, tuple(ordering), tuple(reads), PAGE_SIZE)
    values = {"reader": actor.pk, "now": now, "soon": now + SOON}
    given = (actor, view, ordering, reads)
    tickets = _FIRST.rows(*given, shape=shape, values=values, may_miss=("now", "soon"))
    found = listing.first_page(Ticket, ordering, tickets, PAGE_SIZE)
    rows = rows_of(found.rows, now)
    return QueuePage(rows, grouped(rows, now), found.next_cursor, found.previous_cursor)


def _first(
    actor: Any,
    view: View,
    ordering: Sequence[str],
    reads: Sequence[str],
    *,
    reader: int,
    now: datetime,
    soon: datetime,
) -> QuerySet[Any]:
    rows = seen_in(view, actor, Person(reader), Moment(now, soon))
    return listed(rows, Person(reader), reads).order_by(*ordering)[: PAGE_SIZE + 1]


_FIRST = Prepared(_first)


def listed(tickets: QuerySet[Any], actor: Any, reads: Sequence[str] = ()) -> QuerySet[Any]:
    """Tickets with what a row of the list needs of them, their unit, team and assignee, and how far the actor has read.

    `reads` are further fields, those of other tables with their path. No statement.
    """
    mark = FilteredRelation("read_marks", condition=Q(read_marks__user_id=actor.pk))
    read = {"read_version": F("mark__version"), "read_at": F("mark__read_at")}
    joined = {path for path in (name.rpartition("__")[0] for name in reads) if path}
    rows = tickets.select_related("care_area", "team", "assignee", *sorted(joined)).only(*LISTED, *reads)
    more = {name: value for read_too in LISTED_WITH for name, value in read_too().items()}
    return rows.annotate(mark=mark).annotate(**read, **more)


def rows_of(tickets: Sequence[Any], now: datetime) -> list[Row]:
    """Dress tickets that are `listed`: one statement, for their clocks."""
    clocks = clocks_of(tickets)
    return [_row(ticket, clocks.get(ticket.pk, {}), now) for ticket in tickets]


def _row(ticket: Any, clocks: dict[str, Any], now: datetime) -> Row:
    unread = ticket.read_version is None or ticket.read_version < ticket.version
    replied = ticket.last_public_by_requester and ticket.last_public_at is not None
    answered = replied and ticket.last_public_at != ticket.opened_at
    return Row(
        ticket,
        main_chip(clocks, now),
        is_unread=unread,
        has_new_reply=bool(answered and (ticket.read_at is None or ticket.read_at < ticket.last_public_at)),
        clocks=clocks,
    )


def grouped(rows: Sequence[Row], now: datetime) -> list[Group]:
    """The rows under their headings, in the order of the headings; empty ones are left out."""
    found: dict[str, list[Row]] = {code: [] for code in GROUPS}
    for row in rows:
        found[time_group(row.ticket.next_due_at, now)].append(row)
    return [Group(code, GROUPS[code], members) for code, members in found.items() if members]


def time_group(due: datetime, now: datetime) -> str:
    """The heading a deadline stands under; today ends at midnight of the place."""
    from tickets.models.ticket import NOTHING_DUE

    if due == NOTHING_DUE:
        return PAUSED
    if due < now:
        return OVERDUE
    if due < now + SOON:
        return WITHIN_THE_HOUR
    return LATER_TODAY if timezone.localdate(due) == timezone.localdate(now) else LATER
