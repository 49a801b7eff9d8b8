"""Carrying cover over from a contract to the one that renews it."""

from typing import Any, Final

from django.db.models import F, Q
from django.utils import timezone

from assets.models import Asset, License, Service
from hospital_itsm.audit.actions import step
from hospital_itsm.audit.recording import entry, record_many
from hospital_itsm.coverage.queries.covered import GONE

CARRIED: Final[tuple[tuple[Any, str, Q], ...]] = (
    (Asset, "asset.change", ~Q(status__in=GONE)),
    (Service, "service.portfolio", Q(is_active=True)),
    (License, "license.change", Q(is_active=True)),
)
"""What stands on contracts, the verb of its trail, and what of it goes on: nothing is paid for in vain once more."""


@step
def carry_over(old: Any, new: Any, actor: Any) -> None:
    """Put what stands on a contract, and is in use, on the one that renews it, each with its entry in the trail."""
    for model, verb, goes_on in CARRIED:
        rows = list(model.objects.select_for_update().filter(goes_on, contract=old).order_by("pk"))
        values: dict[str, Any] = {"contract": new, "version": F("version") + 1}
        if model is Asset:
            values["changed_at"] = timezone.now()
        model.objects.filter(pk__in=[row.pk for row in rows]).update(**values)
        record_many(entry(actor, verb, row, {"contract": [old.number, new.number]}) for row in rows)
