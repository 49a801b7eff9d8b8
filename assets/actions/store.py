"""The beats that actions on the inventory share: lock, compare, clean, save, record."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext as _

from assets.actions.search_words import refresh
from assets.models import Asset
from hospital_itsm.audit.actions import step
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.errors import StaleVersion, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line, plain

PROSE = frozenset({"failure_procedure", "backup", "risk_reason", "custodian_text", "note", "reason"})
"""Fields people write sentences in: the trail keeps a digest and the length."""
GUARDED = frozenset({"failure_procedure", "backup", "risk_reason", "note"})
"""Those of them in which a patient might be named: what looks like patient data is masked."""
MASKING = "web"
"""Patient data is masked on every way in: a device has no protected field to keep it in."""
SEVERAL_LINES = frozenset({"failure_procedure", "description"})


@step
def lock_asset(tag: str, actor: Any, version: int | None = None) -> Asset:
    """Lock and return an asset the actor may see.

    Raises Asset.DoesNotExist when there is none or it is not visible, StaleVersion when `version` is given and is
    not the stored one.
    """
    rows = Asset.objects.visible_to(actor).select_related("model", "location")
    asset: Asset = rows.select_for_update(of=("self",)).get(tag=tag.strip().upper())
    refuse_stale(asset, version)
    return asset


@step
def refuse_stale(row: Any, version: int | None) -> None:
    """Raise StaleVersion where the row, already locked, is not in the version the writer read; None skips this."""
    if version is not None and version != row.version:
        raise StaleVersion(
            _("Somebody changed %(name)s after you opened it. Compare, then save yours again.")
            % {"name": row.audit_label},
            current=row.version,
            given=version,
        )


@step
def refuse_unknown(fields: Mapping[str, Any], changeable: frozenset[str]) -> None:
    """Raise ValueRefused for fields that are not changed here."""
    unknown = sorted(set(fields) - changeable)
    if unknown:
        raise ValueRefused({name: _("This field cannot be set here. Leave it out.") for name in unknown})


@step
def put_values(row: models.Model, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Set the fields that differ, words cleaned, and return what the trail keeps: `{field: [old, new]}`."""
    changes: dict[str, Any] = {}
    for name, value in fields.items():
        new, old = _clean(name, value), getattr(row, name, None)
        if new != old:
            setattr(row, name, new)
            changes[name] = _trail(name, old, new)
    return changes


@step
def faults_of(row: models.Model, exclude: Iterable[str] = ()) -> dict[str, str]:
    """What the columns cannot hold: `{field: words}`."""
    try:
        row.clean_fields(exclude=set(exclude))
    except ValidationError as error:
        return {name: " ".join(words) for name, words in error.message_dict.items()}
    return {}


@step
def save_row(row: Any, changes: Mapping[str, Any], *, actor: Any, verb: str, reason: str = "") -> AuditEntry:
    """Save the changed columns of a row of the catalogue, raise its version and record the entry."""
    row.version += 1
    columns = {field.name for field in row._meta.concrete_fields}
    row.save(update_fields=sorted({name for name in changes if name in columns} | {"version"}))
    return record(actor, verb, row, changes, reason)


@step
def save_asset(
    asset: Asset,
    changes: Mapping[str, Any],
    *,
    actor: Any,
    verb: str,
    fields: Iterable[str] = (),
    reason: str = "",
) -> AuditEntry:
    """Save the changed columns and `fields`, raise the version, write the search words anew, record the entry."""
    asset.version += 1
    asset.changed_at = timezone.now()
    columns = {field.name for field in asset._meta.concrete_fields}
    names = {name for name in (*changes, *fields) if name in columns} | {"version", "changed_at"}
    asset.save(update_fields=sorted(names))
    refresh([asset.pk])
    return record(actor, verb, asset, changes, reason)


@step
def hold(what: str) -> None:
    """Let nobody else who asks for the same word go on until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])


@step
def clean_reason(text: str) -> str:
    """A reason on one line, with what looks like patient data masked."""
    return one_line(guard(text, channel=MASKING, field="reason").text)


def _clean(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = guard(value, channel=MASKING, field=name).text if name in GUARDED else value
    return plain(text) if name in SEVERAL_LINES else one_line(text)


def _trail(name: str, old: Any, new: Any) -> list[Any]:
    if name in PROSE:
        return [free_text(str(one or "")) for one in (old, new)]
    return [_plain(old), _plain(new)]


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | list | dict | str):
        return value
    return str(getattr(value, "audit_label", "") or getattr(value, "code", "") or value)
