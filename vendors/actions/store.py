"""The beats that actions on vendors and contracts share: clean words, lock, compare, save, record."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import StaleVersion, ValueRefused
from hospital_itsm.core.plain_text import one_line
from vendors.models import AccountNumber, Baa, Contract, Vendor, VendorContact

Row = Vendor | Contract | Baa | VendorContact | AccountNumber

FREE_TEXT: Final = frozenset({"penalties", "sla_clauses", "note", "end_reason"})
"""Sentences of people, of which the trail keeps a digest."""


@step
def refuse_stale(row: Row, version: int | None) -> None:
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
        raise ValueRefused({name: _("This field cannot be set here.") for name in unknown})


@step
def put_values(row: Row, fields: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set the fields that differ, words cleaned, and return `{field: [old, new]}` for the trail."""
    changes: dict[str, list[Any]] = {}
    for name, value in fields.items():
        new, old = (one_line(value) if isinstance(value, str) else value), getattr(row, name, None)
        if new != old:
            setattr(row, name, new)
            kept = _digest if name in FREE_TEXT else _plain
            changes[name] = [kept(old), kept(new)]
    return changes


@step
def faults_of(row: Row, exclude: set[str]) -> dict[str, str]:
    """What the columns cannot hold: `{field: words}`."""
    try:
        row.clean_fields(exclude=exclude)
    except ValidationError as error:
        return {name: " ".join(words) for name, words in error.message_dict.items()}
    return {}


@step
def lock_contract(number: str, actor: Any, version: int | None = None) -> Contract:
    """The contract, locked, for who manages it. Raises Contract.DoesNotExist, Forbidden, StaleVersion."""
    contracts = Contract.objects.visible_to(actor).select_related("vendor", "owner")
    contract: Contract = contracts.select_for_update(of=("self",)).get(number=number)
    require(actor, "contract.manage", contract)
    refuse_stale(contract, version)
    return contract


@step
def save_changes(row: Row, changes: Mapping[str, Any], *, actor: Any, verb: str, reason: str = "") -> None:
    """Save the changed columns, raise the version and record the entry."""
    row.version += 1
    columns = {field.name for field in row._meta.concrete_fields}
    names = {name for name in changes if name in columns} | {"version"}
    row.save(update_fields=sorted(names | ({"compared_name"} & columns if "name" in names else set())))
    record(actor, verb, row, changes, reason)


@step
def hold(what: str) -> None:
    """Let nobody else who asks for the same word go on until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])


def _digest(value: Any) -> Any:
    return free_text(value if isinstance(value, str) else "\n".join(value))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | list | str):
        return value
    return str(getattr(value, "audit_label", "") or value)
