"""Procedures as a file: the rows and columns of the board."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.exporting.lists import Column, ExportedList, Reader, register
from hospital_itsm.procedures.filters import PROCEDURE_SORTS, ProcedureFilters, board_rows
from hospital_itsm.procedures.models import Procedure
from hospital_itsm.procedures.queries.named_tickets import hide_unseen_tickets


def _rows(reader: Reader) -> Sequence[Any]:
    return [board_rows(reader.actor, reader.given)]


def _without_unseen_tickets(rows: Sequence[Procedure], reader: Reader) -> Iterable[Procedure]:
    hide_unseen_tickets(rows, reader.actor)
    return rows


def _columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Procedure"), lambda row: row.pk),
        Column(_("Kind"), lambda row: row.get_kind_display()),
        Column(_("Checklist"), lambda row: str(row.template)),
        Column(_("Asset"), lambda row: row.asset.tag),
        Column(_("Device"), lambda row: row.asset.title),
        Column(_("Unit"), lambda row: row.asset.care_area.name if row.asset.care_area else None),
        Column(_("Ticket"), lambda row: row.ticket.key if row.ticket else None),
        Column(_("Status"), lambda row: row.get_status_display()),
        Column(_("Steps closed"), lambda row: row.steps_closed),
        Column(_("Steps"), lambda row: row.steps_total),
        Column(_("Started"), lambda row: row.started_at, is_moment=True),
        Column(_("Changed"), lambda row: row.changed_at, is_moment=True),
        Column(_("Ended"), lambda row: row.ended_at, is_moment=True),
    )


PROCEDURES: Final = register(
    ExportedList(
        "procedure", _("Procedures"), "procedure.read", "procedures:board", "procedures:export",
        _rows, _columns, ProcedureFilters, PROCEDURE_SORTS, dress=_without_unseen_tickets,
    )
)  # fmt: skip
