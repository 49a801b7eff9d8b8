"""Outages and major incidents as files: the rows and columns of their lists."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.continuity.figures import put_lengths
from hospital_itsm.continuity.filters import MAJOR_SORTS, OUTAGE_SORTS, MajorFilters, OutageFilters
from hospital_itsm.continuity.models import MajorIncident, Outage
from hospital_itsm.continuity.rules.downtime import whole_minutes
from hospital_itsm.exporting.lists import Column, ExportedList, Reader, register


def _rows(reader: Reader) -> Sequence[Any]:
    return [Outage.objects.visible_to(reader.actor).listed()]


def _with_lengths(rows: Sequence[Outage], reader: Reader) -> Iterable[Outage]:
    put_lengths(rows, reader.now)
    return rows


def _names(rows: Iterable[Any]) -> str:
    return ", ".join(sorted(one.code for one in rows))


def _columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Outage"), lambda row: row.key),
        Column(_("What"), lambda row: row.title),
        Column(_("State"), lambda row: row.state.label),
        Column(_("Planned"), lambda row: row.is_planned),
        Column(_("Effect"), lambda row: row.get_effect_display()),
        Column(_("Users hit, percent"), lambda row: row.users_percent),
        Column(_("Services"), lambda row: _names(row.services.all())),
        Column(_("Units"), lambda row: _names(row.care_areas.all())),
        Column(_("Window from"), lambda row: row.planned_from, is_moment=True),
        Column(_("Window until"), lambda row: row.planned_until, is_moment=True),
        Column(_("Began"), lambda row: row.began_at, is_moment=True),
        Column(_("Ended"), lambda row: row.ended_at, is_moment=True),
        Column(_("Minutes out"), lambda row: None if row.length is None else whole_minutes(row.length)),
        Column(_("Overran its window"), lambda row: row.overran),
        Column(_("Cause"), lambda row: row.get_cause_display()),
    )


OUTAGES: Final = register(
    ExportedList(
        "outage", _("Outages"), "outage.read", "continuity:outages", "continuity:export_outages", _rows,
        _columns, OutageFilters, OUTAGE_SORTS, dress=_with_lengths,
    )
)  # fmt: skip


def _majors(reader: Reader) -> Sequence[Any]:
    return [MajorIncident.objects.visible_to(reader.actor).listed()]


def _major_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Major incident"), lambda row: row.key),
        Column(_("What"), lambda row: row.title),
        Column(_("State"), lambda row: row.get_state_display()),
        Column(_("Reason"), lambda row: row.get_trigger_display()),
        Column(_("Downtime level"), lambda row: row.level),
        Column(_("Services"), lambda row: _names(row.services.all())),
        Column(_("Units"), lambda row: _names(one.care_area for one in row.areas.all())),
        Column(_("Commander"), lambda row: row.commander.display_name if row.commander else None),
        Column(_("Began"), lambda row: row.began_at, is_moment=True),
        Column(_("Declared"), lambda row: row.promoted_at, is_moment=True),
        Column(_("Works again"), lambda row: row.restored_at, is_moment=True),
        Column(_("Stood down"), lambda row: row.stood_down_at, is_moment=True),
        Column(_("Review due"), lambda row: row.review_due_on),
        Column(_("Reviewed"), lambda row: row.reviewed_at, is_moment=True),
    )


MAJORS: Final = register(
    ExportedList(
        "major", _("Major incidents"), "major.read", "continuity:majors", "continuity:export_majors", _majors,
        _major_columns, MajorFilters, MAJOR_SORTS,
    )
)  # fmt: skip
