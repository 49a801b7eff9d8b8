"""Dates asked for as a file: the rows and columns of their list."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.dashboards.decided import figure_name
from hospital_itsm.dashboards.declared import dashboard_called
from hospital_itsm.dashboards.filters import ASKED_SORTS, AskedFilters, state_of
from hospital_itsm.dashboards.models import AskedDate
from hospital_itsm.exporting.lists import Column, ExportedList, Reader, register


def _rows(reader: Reader) -> Sequence[Any]:
    return [AskedDate.objects.visible_to(reader.actor).listed()]


def _columns(actor: Any) -> Sequence[Column]:
    today = timezone.localdate()
    return (
        Column(_("Figure"), lambda row: figure_name(dashboard_called(row.dashboard), row.figure)),
        Column(_("Site"), lambda row: row.site.name if row.site else ""),
        Column(_("State"), lambda row: state_of(row, today).label),
        Column(_("Asked by"), lambda row: row.asked_by.full_name if row.asked_by else ""),
        Column(_("Asked at"), lambda row: row.asked_at, is_moment=True),
        Column(_("Asked"), lambda row: row.asked_of.full_name),
        Column(_("Answer by"), lambda row: row.answer_by),
        Column(_("Answered at"), lambda row: row.answered_at, is_moment=True),
        Column(_("Meets its target by"), lambda row: row.promised_on),
        Column(_("What will be done"), lambda row: row.sentence),
    )


ASKED: Final = register(
    ExportedList(
        "asked_date", _("Dates asked for"), "asked_date.read", "dashboards:asked_dates",
        "dashboards:export_asked", _rows, _columns, AskedFilters, ASKED_SORTS,
    )
)  # fmt: skip
