"""Lists that only reports show: maintenance as the maintenance system tells it, and what was taken out of the house."""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assets.models import Asset
from hospital_itsm.audit import verbs
from hospital_itsm.audit.history import actor_words
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.cmms.models import PmStatus
from hospital_itsm.core.filtering import Asked, Filter, Filters, by_name, exact, is_yes
from hospital_itsm.exporting.lists import Column, ExportedList, Reader, register

YES_NO: Final = ("yes", "no")
TAKEN: Final = ("list.export", "asset.export", "report.run", "report.download")
"""The verbs of what leaves the house."""


def _late(values: Sequence[str], asked: Asked) -> Q:
    late = Q(next_due_on__lt=timezone.localdate(asked.now))
    return late if is_yes(values[0]) else ~late


class MaintenanceFilters(Filters):
    """The filters of maintenance."""

    known = by_name(
        Filter("late", _("Late"), _late, many=False, codes=YES_NO),
        Filter("unit", _("Unit"), exact("asset__care_area__code")),
        Filter("tag", _("Device"), exact("asset__tag")),
        Filter("system", _("System"), exact("system")),
    )


class TrailFilters(Filters):
    """The filters of what was taken out of the house."""

    known = by_name(
        Filter("who", _("Who"), exact("actor__username")),
        Filter("what", _("What"), exact("verb"), verbs.sentence, codes=TAKEN),
    )


def _maintenance(reader: Reader) -> Sequence[Any]:
    seen = Asset.objects.visible_to(reader.actor)
    rows = PmStatus.objects.filter(asset__in=seen.values("pk"), next_due_on__isnull=False)
    return [rows.select_related("asset__model__manufacturer", "asset__care_area", "asset__location")]


def _maintenance_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Device"), lambda row: row.asset.tag),
        Column(_("What"), lambda row: row.asset.title),
        Column(_("Unit"), lambda row: row.asset.care_area.name if row.asset.care_area else None),
        Column(_("Place"), lambda row: row.asset.location.name if row.asset.location else None),
        Column(_("Maintenance"), lambda row: row.name),
        Column(_("Last done"), lambda row: row.last_done_on),
        Column(_("Last result"), lambda row: row.result),
        Column(_("Next due"), lambda row: row.next_due_on),
        Column(_("Life support"), lambda row: row.asset.life_support),
        Column(_("High risk"), lambda row: row.asset.high_risk),
        Column(_("System"), lambda row: row.system),
        Column(_("Told"), lambda row: row.said_at, is_moment=True),
    )


def _trail(reader: Reader) -> Sequence[Any]:
    return [AuditEntry.objects.filter(verb__in=TAKEN)]


def _what(row: AuditEntry) -> str:
    said = row.changes.get("list") or row.changes.get("question") or ""
    return str(said)


def _trail_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("At"), lambda row: row.at, is_moment=True),
        Column(_("Who"), lambda row: actor_words(row.actor_label)),
        Column(_("What"), lambda row: verbs.sentence(row.verb)),
        Column(_("List or report"), _what),
        Column(_("As"), lambda row: row.changes.get("format")),
        Column(_("Rows"), lambda row: row.changes.get("rows")),
        Column(_("Restricted rows"), lambda row: row.changes.get("restricted")),
        Column(_("Through"), lambda row: row.channel),
    )


MAINTENANCE_SORTS: Final = {"due": ("next_due_on", "id"), "latest": ("-next_due_on", "-id")}
TRAIL_SORTS: Final = {"newest": ("-at", "-id"), "oldest": ("at", "id")}
MAINTENANCE: Final = register(
    ExportedList(
        "maintenance", _("Maintenance"), "cmms.read", "reports:questions", "reports:export_maintenance",
        _maintenance, _maintenance_columns, MaintenanceFilters, MAINTENANCE_SORTS,
    )
)  # fmt: skip
TRAIL: Final = register(
    ExportedList(
        "trail", _("What was taken out of the house"), "report.trail", "reports:questions",
        "reports:export_trail", _trail, _trail_columns, TrailFilters, TRAIL_SORTS,
    )
)  # fmt: skip
