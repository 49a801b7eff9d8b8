"""The history of a ticket as a file: a line for each value that changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.exporting.lists import Column, ExportedList, ListMissing, Reader, register
from hospital_itsm.following.filters import HISTORY_SORTS, HistoryFilters
from hospital_itsm.following.queries.history import HistoryLine, history_lines, history_rows
from tickets.queries.ticket_page import desk_ticket
from tickets.queries.timeline_words import Change


@dataclass(frozen=True)
class ExportLine:
    """One value that changed, or what happened without one."""

    line: HistoryLine
    change: Change | None


def _ticket(reader: Reader) -> Any:
    ticket = desk_ticket(reader.actor, reader.key)
    if ticket is None:
        raise ListMissing
    return ticket


def _sources(reader: Reader) -> Sequence[Any]:
    return [history_rows(_ticket(reader), reader.actor)]


def _lines(rows: Sequence[Any], reader: Reader) -> Iterable[ExportLine]:
    for line in history_lines(rows, _ticket(reader), reader.actor):
        for change in line.changes or (None,):
            yield ExportLine(line, change)


def _columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("When"), lambda row: row.line.at, is_moment=True),
        Column(_("Who"), lambda row: row.line.who),
        Column(_("On behalf of"), lambda row: row.line.for_whom),
        Column(_("What"), lambda row: row.line.words),
        Column(_("Field"), lambda row: row.change.label if row.change else ""),
        Column(_("From"), lambda row: row.change.before if row.change else ""),
        Column(_("To"), lambda row: row.change.after if row.change else ""),
        Column(_("By which rule"), lambda row: row.line.rule),
        Column(_("Reason"), lambda row: row.line.reason),
        Column(_("By way of"), lambda row: row.line.channel),
    )


HISTORY: Final = register(
    ExportedList(
        "ticket_history", _("History of a ticket"), "ticket.read_internal", "following:history",
        "following:export_history", _sources, _columns, HistoryFilters, HISTORY_SORTS,
        dress=_lines, subject=lambda reader: reader.key, guarded=lambda row: row.line.is_restricted,
    )
)  # fmt: skip
