"""Tasks as files."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.exporting.lists import Column, ExportedList, Reader, register
from hospital_itsm.joint.filters import TASK_SORTS, TaskFilters
from hospital_itsm.joint.rows import task_rows


def _rows(reader: Reader) -> Sequence[Any]:
    return [task_rows(reader.actor)]


def _columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Number"), lambda row: row.pk),
        Column(_("Ticket"), lambda row: row.ticket.key),
        Column(_("Task"), lambda row: row.words),
        Column(_("Team"), lambda row: row.team.name),
        Column(_("Person"), lambda row: row.person.full_name if row.person else None),
        Column(_("Required"), lambda row: _("yes") if row.is_required else _("no")),
        Column(_("State"), lambda row: row.get_state_display()),
        Column(_("Priority"), lambda row: row.priority),
        Column(_("Came"), lambda row: row.opened_at, is_moment=True),
        Column(_("Agreed time"), lambda row: row.agreed or None),
        Column(_("Counted in"), lambda row: row.calendar.name if row.calendar else None),
        Column(_("Due"), lambda row: row.due_at, is_moment=True),
        Column(_("Time"), lambda row: row.get_clock_display()),
        Column(_("Ended"), lambda row: row.ended_at, is_moment=True),
        Column(_("Why not needed"), lambda row: row.why or None),
    )


TASKS: Final = register(
    ExportedList(
        "ticket_task", _("Tasks between teams"), "ticket_task.read", "joint:tasks", "joint:export_tasks",
        _rows, _columns, TaskFilters, TASK_SORTS,
    )
)  # fmt: skip
