"""The beats that actions on dated rows of a vendor share: lock, compare, save, record."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.errors import StaleVersion, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from vendors.models import Vendor

DIGESTED: Final = frozenset({"note", "purpose", "name", "phone", "email", "subject", "outcome"})
"""Words of and about people, of which the trail keeps a digest."""
GUARDED: Final = frozenset({"note", "purpose", "subject", "outcome", "label"})
"""Sentences that pass the guard against patient data."""


@step
def lock_vendor(pk: int, actor: Any) -> Vendor:
    """The vendor under a lock that others may share. Raises Vendor.DoesNotExist, ValueRefused for a retired one."""
    rows = Vendor.objects.visible_to(actor).select_for_update(of=("self",), no_key=True)
    vendor: Vendor = rows.get(pk=pk)
    if not vendor.is_active:
        raise ValueRefused({"vendor": _("This vendor is retired. Choose another, or bring it back first.")})
    return vendor


@step
def refuse_stale(row: Any, version: int | None) -> None:
    """Raise StaleVersion where the row, already locked, is not in the version the writer read; None skips this."""
    if version is not None and version != row.version:
        words = _("Somebody changed %(name)s after you opened it. Compare, then save yours again.")
        raise StaleVersion(words % {"name": row.audit_label}, current=row.version, given=version)


@step
def refuse_unknown(fields: Mapping[str, Any], changeable: Collection[str]) -> None:
    """Raise ValueRefused for fields that are not changed here."""
    if unknown := sorted(set(fields) - set(changeable)):
        raise ValueRefused({name: _("This field cannot be set here.") for name in unknown})


@step
def put_values(row: Any, fields: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set the fields that differ, words cleaned and guarded, and return `{field: [old, new]}` for the trail."""
    changes: dict[str, list[Any]] = {}
    for name, value in fields.items():
        new, old = _clean(name, value), getattr(row, name, None)
        if new != old:
            setattr(row, name, new)
            changes[name] = [_kept(name, old), _kept(name, new)]
    return changes


@step
def faults_of(row: Any, exclude: set[str]) -> dict[str, str]:
    """What the columns cannot hold: `{field: words}`."""
    try:
        row.clean_fields(exclude=exclude)
    except ValidationError as error:
        return {name: " ".join(words) for name, words in error.message_dict.items()}
    return {}


@step
def save_changes(row: Any, changes: Mapping[str, Any], *, actor: Any, verb: str) -> None:
    """Save the row with its next version and record the entry; a change of nothing does neither."""
    if changes:
        row.version += 1
        row.save()
        record(actor, verb, row, changes)


def _clean(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = one_line(value)
    return guard(text, field=name).text if name in GUARDED else text


def _kept(name: str, value: Any) -> Any:
    if name in DIGESTED and isinstance(value, str):
        return free_text(value)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal | date):
        return str(value)
    return str(getattr(value, "audit_label", "") or value)
