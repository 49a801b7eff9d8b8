"""Keeping the shifts of the desk."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.people.actions.setup_rows import add_row, change_row, set_active
from hospital_itsm.shifts.models import Shift


@action("shift.add", gettext_lazy("added the shift"))
def add_shift(*, actor: Any, fields: Mapping[str, Any]) -> Shift:
    """Store a shift. Raises Forbidden, ValueRefused."""
    _refuse_same_time(fields.get("begins_at"))
    return add_row(Shift(), fields, actor=actor, verb="shift.add")


@action("shift.change", gettext_lazy("changed the shift"))
def change_shift(row: Shift, *, actor: Any, fields: Mapping[str, Any], version: int | None = None) -> Shift:
    """Change a shift; what was written stays. Raises Forbidden, StaleVersion, ValueRefused."""
    if row.is_active:
        _refuse_same_time(fields.get("begins_at"), row.pk)
    return change_row(row, fields, actor=actor, verb="shift.change", version=version)


@action("shift.retire", gettext_lazy("retired the shift"))
def retire_shift(row: Shift, *, actor: Any) -> Shift:
    """Take a shift out of use. Raises Forbidden."""
    return set_active(row, False, actor=actor, verb="shift.retire")


@action("shift.restore", gettext_lazy("took the shift back into use"))
def restore_shift(row: Shift, *, actor: Any) -> Shift:
    """Take it back into use. Raises Forbidden, Conflict where another begins at its time."""
    if _at(row.begins_at, row.pk) is not None:
        raise Conflict(_("Another shift begins at this time now. Change one of them first."))
    return set_active(row, True, actor=actor, verb="shift.restore")


@step
def _refuse_same_time(begins_at: Any, besides: int | None = None) -> None:
    if begins_at is not None and (other := _at(begins_at, besides)) is not None:
        raise ValueRefused({"begins_at": _("%(name)s begins at this time.") % {"name": other.name}})


def _at(begins_at: Any, besides: int | None) -> Shift | None:
    found: Shift | None = (
        Shift.objects.filter(begins_at=begins_at, is_active=True).exclude(pk=besides or 0).first()
    )
    return found
