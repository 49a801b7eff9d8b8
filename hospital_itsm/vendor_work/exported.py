"""Remote-access sessions and cases of vendors as files."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.exporting.lists import Column, ExportedList, Reader, register
from hospital_itsm.vendor_work.filters import (
    CASE_SORTS,
    SESSION_SORTS,
    CaseFilters,
    SessionFilters,
    case_rows,
    session_rows,
)
from hospital_itsm.vendor_work.words import session_lines


def _sessions(reader: Reader) -> Sequence[Any]:
    return [session_rows(reader.actor).select_related("opened_by", "ended_by")]


def _columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Number"), lambda line: line.row.key),
        Column(_("Vendor"), lambda line: line.row.vendor.name),
        Column(_("Who"), lambda line: line.row.person.name),
        Column(_("Device"), lambda line: line.row.asset.tag),
        Column(_("Ticket"), lambda line: line.row.ticket.key if line.row.ticket else ""),
        Column(_("Purpose"), lambda line: line.row.purpose),
        Column(_("State"), lambda line: line.words),
        Column(_("From"), lambda line: line.row.starts_at, is_moment=True),
        Column(_("Until"), lambda line: line.row.until_at, is_moment=True),
        Column(_("Asked by"), lambda line: line.row.asked_by.full_name),
        Column(_("Approved or refused by"), lambda line: _name(line.row.decided_by)),
        Column(_("Opened"), lambda line: line.row.opened_at, is_moment=True),
        Column(_("Opened by"), lambda line: _name(line.row.opened_by)),
        Column(_("Ended"), lambda line: line.row.ended_at, is_moment=True),
        Column(_("Ended by"), lambda line: _name(line.row.ended_by)),
        Column(_("What was done"), lambda line: line.row.outcome),
    )


def _name(user: Any) -> str:
    return user.full_name if user else ""


SESSIONS: Final = register(
    ExportedList(
        "remote_session", _("Remote access of vendors"), "remote_session.read", "vendor_work:sessions",
        "vendor_work:export_sessions", _sessions, _columns, SessionFilters, SESSION_SORTS,
        dress=lambda rows, reader: session_lines(rows, reader.now),
    )
)  # fmt: skip


def _cases(reader: Reader) -> Sequence[Any]:
    return [case_rows(reader.actor).select_related("opened_by")]


def _case_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Number"), lambda row: row.key),
        Column(_("Vendor"), lambda row: row.vendor.name),
        Column(_("Their number"), lambda row: row.number),
        Column(_("What it is about"), lambda row: row.subject),
        Column(_("Tickets"), lambda row: ", ".join(link.ticket.key for link in row.links.all())),
        Column(_("State"), lambda row: row.get_state_display()),
        Column(_("Opened"), lambda row: row.opened_at, is_moment=True),
        Column(_("Opened by"), lambda row: _name(row.opened_by)),
        Column(_("Last word"), lambda row: row.last_word),
        Column(_("Last word at"), lambda row: row.last_word_at, is_moment=True),
        Column(_("Closed"), lambda row: row.closed_at, is_moment=True),
        Column(_("What came of it"), lambda row: row.outcome),
    )


CASES: Final = register(
    ExportedList(
        "vendor_case", _("Cases with vendors"), "vendor_case.read", "vendor_work:cases", "vendor_work:export_cases",
        _cases, _case_columns, CaseFilters, CASE_SORTS,
    )
)  # fmt: skip
