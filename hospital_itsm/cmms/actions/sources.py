"""Keeping sources, and saying whose record of a class counts."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions import store
from assets.choices import AssetClass
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.cmms.models import ClassRecord, Source
from hospital_itsm.cmms.rules.rows import KNOWN
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.plain_text import one_line

FIELDS: Final = frozenset(
    {"name", "system", "kind", "address", "credential", "mapping", "date_format", "every_hours", "is_active"}
)
KEPT_BY_RUNS: Final = frozenset({"mapping", "created_at", "next_run_at", "last_done_at"})
"""Columns no form fills."""
CREDENTIAL: Final = re.compile(r"^CMMS_[A-Z0-9_]{1,50}$")
"""Only variables made for this are read: a source must not carry another secret of the house outside."""
SYSTEM: Final = re.compile(r"^[A-Za-z0-9._-]{1,40}$")


@action("cmms.add_source", gettext_lazy("added the source of the CMMS"))
def add_source(*, actor: Any, fields: Mapping[str, Any]) -> Source:
    """Store a source. Raises Forbidden, ValueRefused naming every field at fault."""
    require(actor, "cmms.manage")
    source = Source(created_at=timezone.now())
    changes = _put(source, fields)
    source.save(force_insert=True)
    record(actor, "cmms.add_source", source, changes)
    return source


@action("cmms.change_source", gettext_lazy("changed the source of the CMMS"))
def change_source(pk: int, *, actor: Any, fields: Mapping[str, Any], version: int | None = None) -> Source:
    """Change a source. Raises Source.DoesNotExist, Forbidden, StaleVersion, ValueRefused."""
    require(actor, "cmms.manage")
    source = Source.objects.select_for_update().get(pk=pk)
    store.refuse_stale(source, version)
    if changes := _put(source, fields):
        source.version += 1
        source.save()
        record(actor, "cmms.change_source", source, changes)
    return source


@action("cmms.set_classes", gettext_lazy("changed whose record of the class counts"))
def set_classes(systems: Mapping[str, str], *, actor: Any) -> list[ClassRecord]:
    """Say for each class which other system keeps its record; empty means ours. Returns what changed.

    Raises Forbidden, ValueRefused for a class or system that is unknown.
    """
    require(actor, "cmms.manage")
    known = set(Source.objects.values_list("system", flat=True))
    errors = {
        asset_class: _("Add a source of this system first.")
        for asset_class, system in systems.items()
        if asset_class not in AssetClass.values or (system and system not in known)
    }
    if errors:
        raise ValueRefused(errors)
    store.hold("cmms classes")
    stored = {row.asset_class: row for row in ClassRecord.objects.select_for_update()}
    changed = []
    for asset_class, system in systems.items():
        row = stored.get(asset_class) or ClassRecord(asset_class=asset_class)
        if row.system == system:
            continue
        old, row.system = row.system, system
        row.version += 1
        row.save()
        record(actor, "cmms.set_classes", row, {"system": [old, system]})
        changed.append(row)
    return changed


@step
def _put(source: Source, fields: Mapping[str, Any]) -> dict[str, Any]:
    store.refuse_unknown(fields, FIELDS)
    values = {name: one_line(value) if isinstance(value, str) else value for name, value in fields.items()}
    changes = store.put_values(source, values)
    errors = store.faults_of(source, exclude=KEPT_BY_RUNS) | _faults(source)
    if Source.objects.filter(name=source.name).exclude(pk=source.pk).exists():
        errors["name"] = _("There is a source with this name already.")
    if errors:
        raise ValueRefused(errors)
    if {"address", "every_hours", "is_active"} & set(changes):
        source.next_run_at = timezone.now() if source.address and source.is_active else None
    if "address" in changes:
        changes["address"] = [urlsplit(str(one or "")).hostname or "" for one in changes["address"]]
    return changes


def _faults(source: Source) -> dict[str, str]:
    errors = {}
    if not SYSTEM.match(source.system):
        errors["system"] = _("Use letters, digits and . _ - for the system, such as nuvolo.")
    if source.address and not _is_address(source.address):
        errors["address"] = _("Write an address that begins with https:// and holds no name or password.")
    if source.credential and not CREDENTIAL.match(source.credential):
        errors["credential"] = _("Name a variable that begins with CMMS_, such as CMMS_TOKEN.")
    if not 1 <= source.every_hours <= 24 * 366:
        errors["every_hours"] = _("Give hours from 1 to 8784.")
    unknown = [name for _column, name in source.mapping if name not in KNOWN.get(source.kind, ())]
    if unknown:
        words = _("There is no field %(unknown)s. Known are: %(known)s.")
        known = ", ".join(KNOWN.get(source.kind, ()))
        errors["mapping"] = words % {"unknown": ", ".join(unknown[:5]), "known": known}
    return errors


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname) and parts.username is None


@step
def next_time(source: Source, now: Any) -> Any:
    """When it runs again: one promise from now, so that a pause is caught up by one run."""
    return now + timedelta(hours=source.every_hours)
