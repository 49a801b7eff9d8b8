"""Where somebody works now, and which computer stands where."""

from collections.abc import MutableMapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, housekeeping
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.people.models import CareArea, Workstation


@housekeeping("The place of this sign-in; it lives in the session and ends with it.")
def choose_unit(session: MutableMapping[str, Any], *, actor: Any, care_area: CareArea | None) -> None:
    """Remember the unit the person works in until sign-out; None forgets it."""
    if care_area is not None and not care_area.is_active:
        raise ValueRefused({"unit": _("This unit is closed. Choose another.")})
    session["unit_id"] = None if care_area is None else care_area.pk


@action("workstation.register", gettext_lazy("registered the workstation"))
def register_workstation(
    *,
    actor: Any,
    name: str,
    care_area: CareArea,
    room: str = "",
    is_shared: bool = True,
    is_critical: bool = False,
) -> Workstation:
    """Store a computer with its place, or move the one of that name; the caller marks the browser."""
    require(actor, "workstation.register")
    name = name.strip().upper()
    if not name:
        raise ValueRefused({"name": _("Give the computer's name, as on its label.")})
    found = Workstation.objects.select_for_update().filter(name=name).first()
    before = None if found is None else _place(found)
    workstation = found or Workstation(name=name)
    workstation.care_area, workstation.room = care_area, room.strip()
    workstation.is_shared, workstation.is_critical, workstation.is_active = is_shared, is_critical, True
    workstation.save()
    record(actor, "workstation.register", workstation, {"place": [before, _place(workstation)]})
    return workstation


@action("workstation.retire", gettext_lazy("retired the workstation"))
def retire_workstation(workstation: Workstation, *, actor: Any) -> None:
    """Forget a computer: its cookie means nothing from now on."""
    workstation = Workstation.objects.select_for_update().get(pk=workstation.pk)
    require(actor, "workstation.register", workstation)
    workstation.is_active = False
    workstation.epoch += 1
    workstation.save(update_fields=["is_active", "epoch"])
    record(actor, "workstation.retire", workstation, {"is_active": [True, False]})


def _place(workstation: Workstation) -> dict[str, Any]:
    return {
        "unit": workstation.care_area.code,
        "room": workstation.room,
        "shared": workstation.is_shared,
        "critical": workstation.is_critical,
    }
