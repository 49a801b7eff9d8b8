"""Units: adding, changing, retiring."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from hospital_itsm.audit.actions import action
from hospital_itsm.core import obstacles
from hospital_itsm.people.actions.setup_rows import add_row, change_row, set_active
from hospital_itsm.people.models import CareArea, Workstation


@action("unit.add", gettext_lazy("added the unit"))
def add_care_area(*, actor: Any, fields: Mapping[str, Any]) -> CareArea:
    """Store a unit; without a calendar in `opening` it never closes."""
    return add_row(CareArea(), _with_opening(fields), actor=actor, verb="unit.add")


@action("unit.change", gettext_lazy("changed the unit"))
def change_care_area(
    area: CareArea, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> CareArea:
    """Change fields of a unit; open tickets keep the priority they have. See `setup_rows.change_row`."""
    return change_row(area, _with_opening(fields), actor=actor, verb="unit.change", version=version)


@action("unit.retire", gettext_lazy("closed the unit"))
def retire_care_area(area: CareArea, *, actor: Any) -> CareArea:
    """Close a unit: nobody reports from it any more; its tickets stay."""
    return set_active(area, False, actor=actor, verb="unit.retire")


@action("unit.restore", gettext_lazy("opened the unit again"))
def restore_care_area(area: CareArea, *, actor: Any) -> CareArea:
    """Open a closed unit again."""
    return set_active(area, True, actor=actor, verb="unit.restore")


def _with_opening(fields: Mapping[str, Any]) -> dict[str, Any]:
    given = dict(fields)
    if "opening" in given:
        given["is_open_always"] = given["opening"] is None
    return given


def _computers_in_use(area: CareArea) -> Iterator[str]:
    count = Workstation.objects.filter(care_area=area, is_active=True).count()
    if count:
        words = ngettext(
            "%(count)d computer is registered in this unit. Register it elsewhere or forget it first.",
            "%(count)d computers are registered in this unit. Register them elsewhere or forget them first.",
            count,
        )
        yield words % {"count": count}


obstacles.register(CareArea, _computers_in_use)
