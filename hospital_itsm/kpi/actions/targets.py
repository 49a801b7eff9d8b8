"""Setting the target of a figure."""

from decimal import Decimal
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import StaleVersion, ValueRefused
from hospital_itsm.kpi.models import KpiTarget
from hospital_itsm.kpi.rules.definitions import BY_CODE, HIGHER, LOWER, PERCENT, RATIO

HUNDRED: Final = 100
MOST: Final = Decimal(10) ** 9


@action("kpi.set_target", gettext_lazy("set the target of a figure"))
def set_target(code: str, *, actor: Any, target: Decimal | None, version: int | None = None) -> KpiTarget:
    """Set the target in the unit of the figure, or none; from now on it is judged by that.

    Raises Forbidden, ValueRefused, StaleVersion.
    """
    definition = BY_CODE[code]
    require(actor, "kpi.set_target", definition)
    row, _is_new = KpiTarget.objects.select_for_update().get_or_create(
        kpi=code, defaults={"target": definition.target, "set_at": timezone.now(), "version": 0}
    )
    if version is not None and version != row.version:
        words = _("Somebody set another target after you opened this page. Compare, then save yours again.")
        raise StaleVersion(words, current=row.version, given=version)
    if definition.better not in (HIGHER, LOWER):
        raise ValueRefused({"target": _("Neither way of this figure is better, so it has no target.")})
    if target is not None and not 0 <= target <= (HUNDRED if _is_share(code) else MOST):
        raise ValueRefused(
            {
                "target": _("Give a number from 0 to 100.")
                if _is_share(code)
                else _("Give a number from 0 up.")
            }
        )
    changes = {
        "target": [None if row.target is None else str(row.target), None if target is None else str(target)]
    }
    row.target, row.set_by, row.set_at, row.version = target, person(actor), timezone.now(), row.version + 1
    row.save()
    record(actor, "kpi.set_target", row, changes)
    return row


def _is_share(code: str) -> bool:
    """May it be no more than all? Money against a plan may."""
    definition = BY_CODE[code]
    return definition.kind == RATIO and definition.unit == PERCENT and definition.better == HIGHER
