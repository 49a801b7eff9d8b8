"""The parts that adding, changing and retiring a row of the set-up have in common; each kind has its own actions.

A row of the set-up is never deleted, because tickets and the trail name it: it is retired. `version` grows with each
change; who saves what they read earlier gives the version they read and is refused where it is older.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import step
from hospital_itsm.audit.recording import plain, record
from hospital_itsm.core import obstacles
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused

Row = TypeVar("Row", bound=models.Model)
CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*\Z")


@step
def add_row(row: Row, fields: Mapping[str, Any], *, actor: Any, verb: str) -> Row:
    """Store a new row with these fields, its code among them; raises ValueRefused for values that cannot be."""
    require(actor, "setup.manage")
    _set(row, fields)
    _refuse_code(row)
    _refuse_values(row)
    _insert(row)
    record(actor, verb, row, {name: [None, plain(getattr(row, name))] for name in fields})
    return row


@step
def change_row(
    row: Row, fields: Mapping[str, Any], *, actor: Any, verb: str, version: int | None = None
) -> Row:
    """Change fields of a stored row; nothing is written where all are as they were.

    `version` is the one its reader saw, None for whoever means the newest. Raises StaleVersion, ValueRefused.
    """
    row = locked(row)
    require(actor, "setup.manage", row)
    refuse_stale(row, version)
    before = {name: getattr(row, name) for name in fields}
    _set(row, fields)
    changed = [name for name, value in before.items() if getattr(row, name) != value]
    if not changed:
        return row
    _refuse_values(row)
    _save(row, changed)
    record(actor, verb, row, {name: [plain(before[name]), plain(getattr(row, name))] for name in changed})
    return row


@step
def set_active(row: Row, active: bool, *, actor: Any, verb: str) -> Row:
    """Retire a row or take it back into use; raises Conflict where something still needs it."""
    row = locked(row)
    require(actor, "setup.manage", row)
    if row.is_active == active:  # type: ignore[attr-defined]
        return row
    if not active and (found := obstacles.found(row)):
        raise Conflict(" ".join(found))
    row.is_active = active  # type: ignore[attr-defined]
    _save(row, ["is_active"])
    record(actor, verb, row, {"is_active": [not active, active]})
    return row


@step
def locked(row: Row) -> Row:
    """The row as it is stored now, locked until the transaction ends."""
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


@step
def refuse_stale(row: Any, version: int | None) -> None:
    """Raise StaleVersion unless `version` is that of the locked row (or None)."""
    if version is not None and version != row.version:
        words = _("Somebody changed this while you were editing. Compare, then save yours or leave theirs.")
        raise StaleVersion(words, current=row.version, given=version)


def _set(row: models.Model, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)


def _insert(row: Any) -> None:
    """Insert the row; the same code stored a moment ago is refused like one stored long ago."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        words = _("The code %s was taken a moment ago. Choose another.")
        raise ValueRefused({"code": words % row.code}) from error


def _save(row: Any, changed: list[str]) -> None:
    row.version += 1
    row.save(update_fields=[*changed, "version"])


def _refuse_code(row: Any) -> None:
    if not CODE.match(row.code):
        raise ValueRefused(
            {"code": _("Use letters, digits, dots, hyphens and slashes, and begin with a letter or digit.")}
        )
    same = type(row)._default_manager.filter(code__iexact=row.code).first()
    if same is not None:
        words = _("%(name)s has the code %(code)s already. Choose another.")
        raise ValueRefused({"code": words % {"name": same.name, "code": same.code}})


def _refuse_values(row: models.Model) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise ValueRefused(dict(_mends(row, error))) from error


def _mends(row: models.Model, error: ValidationError) -> Iterator[tuple[str, str]]:
    for name, words in error.message_dict.items():
        empty = name != NON_FIELD_ERRORS and not getattr(row, name, None)
        yield name, _("Fill in: %s.") % _label(row, name) if empty else " ".join(words)


def _label(row: models.Model, name: str) -> str:
    try:
        return str(getattr(row._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return name
