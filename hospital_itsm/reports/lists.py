"""The lists of the desk as files: the views of the queue, and today's work on devices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.desk.look import COLUMN
from hospital_itsm.exporting.lists import Column, ExportedList, ListMissing, Reader, register
from tickets.choices import Priority
from tickets.clock_words import ChipWords, chip_words
from tickets.filters import TicketFilters
from tickets.models import Ticket
from tickets.models.ticket import NOTHING_DUE
from tickets.orders import SORTS
from tickets.queries.devices_today import device_tickets, loans_due, recalls_due
from tickets.queries.queue import Row, listed, rows_of
from tickets.queries.queue_views import View, tickets_in, view_called


def _view(reader: Reader) -> View:
    try:
        return view_called(reader.key, reader.actor)
    except KeyError:
        raise ListMissing from None


def _tickets(reader: Reader) -> Sequence[Any]:
    reads = [name for column in COLUMN.values() for name in column.reads]
    return [listed(tickets_in(_view(reader), reader.actor, reader.now), reader.actor, reads)]


def _due(ticket: Ticket) -> datetime | None:
    return None if ticket.next_due_at == NOTHING_DUE else ticket.next_due_at


@dataclass(frozen=True)
class TicketLine:
    """A row of the queue, read at an instant."""

    row: Row
    now: datetime

    @property
    def ticket(self) -> Ticket:
        """The ticket of the row."""
        return self.row.ticket


def _ticket_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(gettext_lazy("Number"), lambda line: line.ticket.key, code="key"),
        Column(gettext_lazy("Title"), lambda line: line.ticket.title, code="subject"),
        Column(gettext_lazy("Kind"), lambda line: line.ticket.get_kind_display()),
        Column(gettext_lazy("State"), lambda line: line.ticket.get_state_display(), code="state"),
        Column(gettext_lazy("Priority"), lambda line: _priority(line.ticket), code="priority"),
        _as_shown("requester"),
        Column(gettext_lazy("Unit"), lambda line: _name(line.ticket.care_area), code="unit"),
        _as_shown("site"),
        _as_shown("service"),
        _as_shown("asset"),
        Column(gettext_lazy("Queue"), lambda line: _name(line.ticket.team), code="team"),
        Column(
            gettext_lazy("Assignee"),
            lambda line: line.ticket.assignee and line.ticket.assignee.full_name,
            code="assignee",
        ),
        Column(gettext_lazy("Patient care affected"), lambda line: line.ticket.affects_care),
        Column(gettext_lazy("Restricted"), lambda line: line.ticket.is_restricted),
        Column(gettext_lazy("Reports"), lambda line: line.ticket.reporters_count, code="reports"),
        Column(gettext_lazy("New reply"), lambda line: line.row.has_new_reply),
        Column(gettext_lazy("Opened"), lambda line: line.ticket.opened_at, is_moment=True, code="opened"),
        _as_shown("replied"),
        Column(gettext_lazy("Due"), lambda line: _due(line.ticket), is_moment=True),
        Column(
            gettext_lazy("Time left"), lambda line: chip_words(line.row.chip).words if line.row.chip else None
        ),
        _as_shown("respond"),
        _as_shown("resolve"),
    )


def _lines(tickets: Sequence[Any], reader: Reader) -> Iterable[TicketLine]:
    return (TicketLine(row, reader.now) for row in rows_of(tickets, reader.now))


def _as_shown(code: str) -> Column:
    """A column of the table of the queue, with what is drawn there in words."""
    shown = COLUMN[code]
    return Column(
        shown.label,
        lambda line: _plain(shown.read(line.row, line.now)),
        is_moment=shown.draw == "moment",
        code=code,
    )


def _plain(value: Any) -> Any:
    return value.words if isinstance(value, ChipWords) else value or None


def _priority(ticket: Ticket) -> str | None:
    return str(Priority(ticket.priority).label) if ticket.priority else None


def _name(row: Any) -> str | None:
    return row.name if row else None


@dataclass(frozen=True)
class WorkLine:
    """One thing to do on a device today: a ticket, a device of a recall that is due, a loan that is due back."""

    kind: str
    key: str
    asset: Any
    what: str
    unit: Any
    place: str
    due_at: datetime | None
    due_on: date | None
    who: str
    is_restricted: bool = False


def _device_work(reader: Reader) -> Sequence[Any]:
    today = timezone.localdate(reader.now)
    until = timezone.make_aware(datetime.combine(today, time.max))
    return [
        device_tickets(reader.actor),
        recalls_due(reader.actor, until),
        loans_due(reader.actor, today),
    ]


def _work_lines(rows: Sequence[Any], reader: Reader) -> Iterable[WorkLine]:
    for row in rows:
        if isinstance(row, Ticket):
            yield _of_ticket(row)
        elif hasattr(row, "disposition"):
            yield _line(
                _("Recall"),
                row,
                row.case.key,
                row.get_disposition_display(),
                row.asset.care_area,
                row.case.next_due_at,
            )
        else:
            unit = row.care_area or row.asset.care_area
            yield _line(_("Loan"), row, "", row.get_kind_display(), unit, None, row.return_on)


def _of_ticket(ticket: Any) -> WorkLine:
    place = ticket.room or (ticket.asset.location.name if ticket.asset.location else "")
    who = ticket.assignee.full_name if ticket.assignee else ""
    return WorkLine(
        _("Ticket"), ticket.key, ticket.asset, ticket.title, ticket.care_area, place,
        _due(ticket), None, who, ticket.is_restricted,
    )  # fmt: skip


def _line(
    kind: str, row: Any, key: str, what: str, unit: Any, due_at: datetime | None, due_on: date | None = None
) -> WorkLine:
    place = row.asset.location.name if row.asset.location else ""
    return WorkLine(kind, key, row.asset, what, unit, place, due_at, due_on, "")


def _work_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(gettext_lazy("Work"), lambda line: line.kind),
        Column(gettext_lazy("Number"), lambda line: line.key),
        Column(gettext_lazy("Tag"), lambda line: line.asset.tag),
        Column(gettext_lazy("Device"), lambda line: line.asset.title),
        Column(gettext_lazy("What"), lambda line: line.what),
        Column(gettext_lazy("Unit"), lambda line: _name(line.unit)),
        Column(gettext_lazy("Place"), lambda line: line.place),
        Column(gettext_lazy("Due"), lambda line: line.due_at, is_moment=True),
        Column(gettext_lazy("Due back on"), lambda line: line.due_on),
        Column(gettext_lazy("Assignee"), lambda line: line.who),
    )


TICKETS: Final = register(
    ExportedList(
        "ticket", gettext_lazy("Tickets"), "ticket.queue", "tickets:queue_view", "reports:export_tickets",
        _tickets, _ticket_columns, TicketFilters, SORTS, dress=_lines,
        subject=lambda reader: str(_view(reader).label), guarded=lambda row: row.ticket.is_restricted,
    )
)  # fmt: skip
DEVICE_WORK: Final = register(
    ExportedList(
        "device_work", gettext_lazy("Devices today"), "ticket.queue", "tickets:devices_today",
        "reports:export_device_work", _device_work, _work_columns, dress=_work_lines,
        guarded=lambda line: line.is_restricted,
    )
)  # fmt: skip
