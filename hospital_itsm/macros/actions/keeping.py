"""Keeping macros: those of everyone and of teams by administrators, one's own by oneself."""

from collections.abc import Mapping
from secrets import token_hex
from typing import Any, Final

from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, plain, record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.phi_guard import guard_fields
from hospital_itsm.macros.choices import NEED_A_REPLY, THEN_STATES
from hospital_itsm.macros.models import Macro
from hospital_itsm.macros.rules.outcome import Wanted, faults
from hospital_itsm.macros.wording import fault_words
from hospital_itsm.people.actions.setup_rows import locked, refuse_stale

TEXTS: Final = ("reply", "note", "why")
SHARED: Final = "setup.manage"
OWN: Final = "macro.keep_own"


@action("macro.add", gettext_lazy("added the macro"))
def add_macro(*, actor: Any, fields: Mapping[str, Any]) -> Macro:
    """Store a macro for everyone, or with `team` for a team. Raises Forbidden, ValueRefused."""
    require(actor, SHARED)
    return _added(Macro(), fields, actor, "macro.add")


@action("macro.change", gettext_lazy("changed the macro"))
def change_macro(row: Macro, *, actor: Any, fields: Mapping[str, Any], version: int | None = None) -> Macro:
    """Change one of them; nobody changes what is somebody's own. Raises Forbidden, StaleVersion, ValueRefused."""
    row = _shared(row, actor)
    return _changed(row, fields, actor, "macro.change", version)


@action("macro.retire", gettext_lazy("retired the macro"))
def retire_macro(row: Macro, *, actor: Any) -> Macro:
    """Take one of them out of use. Raises Forbidden."""
    return _switched(_shared(row, actor), False, actor, "macro.retire")


@action("macro.restore", gettext_lazy("took the macro back into use"))
def restore_macro(row: Macro, *, actor: Any) -> Macro:
    """Take it back into use. Raises Forbidden."""
    return _switched(_shared(row, actor), True, actor, "macro.restore")


@action("macro.add_own", gettext_lazy("added a macro of their own"))
def add_own_macro(*, actor: Any, fields: Mapping[str, Any]) -> Macro:
    """Store a macro that only the actor sees. Raises Forbidden, ValueRefused."""
    require(actor, OWN)
    return _added(Macro(owner=actor), _without_team(fields), actor, "macro.add_own")


@action("macro.change_own", gettext_lazy("changed a macro of their own"))
def change_own_macro(
    row: Macro, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> Macro:
    """Change one's own macro. Raises Forbidden, StaleVersion, ValueRefused."""
    row = _own(row, actor)
    return _changed(row, _without_team(fields), actor, "macro.change_own", version)


@action("macro.retire_own", gettext_lazy("retired a macro of their own"))
def retire_own_macro(row: Macro, *, actor: Any) -> Macro:
    """Take one's own macro out of use. Raises Forbidden."""
    return _switched(_own(row, actor), False, actor, "macro.retire_own")


@action("macro.restore_own", gettext_lazy("took a macro of their own back into use"))
def restore_own_macro(row: Macro, *, actor: Any) -> Macro:
    """Take it back into use. Raises Forbidden."""
    return _switched(_own(row, actor), True, actor, "macro.restore_own")


@step
def _shared(row: Macro, actor: Any) -> Macro:
    """The row, locked, if the actor keeps macros for others and it is nobody's own."""
    row = locked(row)
    require(actor, SHARED if row.owner_id is None else OWN, row)
    return row


@step
def _own(row: Macro, actor: Any) -> Macro:
    row = locked(row)
    require(actor, OWN, row)
    return row


@step
def _added(row: Macro, fields: Mapping[str, Any], actor: Any, verb: str) -> Macro:
    given = _checked(row, fields)
    _put(row, given)
    row.code = f"M-{token_hex(4)}"
    row.save(force_insert=True)
    record(actor, verb, row, _told(row, given, {}))
    return row


@step
def _changed(row: Macro, fields: Mapping[str, Any], actor: Any, verb: str, version: int | None) -> Macro:
    refuse_stale(row, version)
    given = _checked(row, fields)
    before = {name: getattr(row, name) for name in given}
    changed = {name: value for name, value in given.items() if before[name] != value}
    if not changed:
        return row
    _put(row, changed)
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    record(actor, verb, row, _told(row, changed, before))
    return row


@step
def _switched(row: Macro, active: bool, actor: Any, verb: str) -> Macro:
    if row.is_active != active:
        row.is_active = active
        row.version += 1
        row.save(update_fields=["is_active", "version"])
        record(actor, verb, row, {"is_active": [not active, active]})
    return row


def _without_team(fields: Mapping[str, Any]) -> dict[str, Any]:
    """One's own macro is of no team."""
    return {name: value for name, value in fields.items() if name != "team"}


def _put(row: Macro, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _told(row: Macro, values: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """What the trail keeps: of words, and of the name of what is one's own, a digest and the length."""
    typed = {*TEXTS, "name"} if row.owner_id is not None else {*TEXTS}
    return {
        name: [free_text(str(before.get(name, ""))), free_text(str(value))]
        if name in typed
        else [plain(before.get(name)), plain(value)]
        for name, value in values.items()
        if name in before or value not in (None, "")
    }


def _checked(row: Macro, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with their words guarded. Raises ValueRefused naming each field that cannot be."""
    texts = {name: str(fields[name]).strip() for name in TEXTS if name in fields}
    given = {**fields, **guard_fields(texts).texts}
    if "name" in given:
        given["name"] = str(given["name"]).strip()
    whole = {field.name: given.get(field.name, getattr(row, field.name, None)) for field in _fields()}
    errors = {
        name: fault_words(code, str(whole[name] or "")) for name, code in faults(_wanted(whole)).items()
    }
    if not whole["name"]:
        errors["name"] = fault_words("name")
    if whole["then_state"] and whole["then_state"] not in THEN_STATES:
        errors["then_state"] = fault_words("state")
    if errors:
        raise ValueRefused(errors)
    return given


def _fields() -> list[Any]:
    return [field for field in Macro._meta.concrete_fields if field.name not in ("id", "owner")]


def _wanted(whole: Mapping[str, Any]) -> Wanted:
    return Wanted(
        reply=whole["reply"] or "",
        note=whole["note"] or "",
        sets_state=bool(whole["then_state"]),
        state_needs_reply=whole["then_state"] in NEED_A_REPLY,
        sets_priority=whole["priority"] is not None,
        sets_category=whole["category"] is not None,
        sets_assignee=bool(whole["assignee"]),
        sets_team=whole["to_team"] is not None,
        why=whole["why"] or "",
    )
