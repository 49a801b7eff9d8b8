"""Counting what everything costs ahead, so that lists can compare it; only what changed is written."""

from datetime import datetime
from typing import Any, Final

from django.utils import timezone

from hospital_itsm.audit.actions import housekeeping, step
from hospital_itsm.budget.models import Counting, FiscalYear, OwnedCost
from hospital_itsm.budget.owning import Cost, Key, costs_of
from hospital_itsm.core.access import require

BATCH: Final = 2_000
PARTS: Final = ("label", "name", "lacks_price", "worn", "shared", "booked", "coming", "amount")


@housekeeping(
    "the costs follow from assets, contracts and entries, which have their own entries on the trail"
)
def count_costs(pk: int, *, actor: Any, now: datetime) -> int | None:
    """Count a year; return how many costs changed, None where somebody else counts it right now."""
    require(actor, "cost.count")
    year = FiscalYear.objects.get(pk=pk)
    Counting.objects.get_or_create(year=year, defaults={"counted_at": now})
    if not Counting.objects.select_for_update(skip_locked=True).filter(year=year).exists():
        return None
    changed = _write(year, costs_of(year, timezone.localdate(now)))
    Counting.objects.filter(year=year).update(counted_at=now)
    return changed


@step
def _write(year: FiscalYear, costs: dict[Key, Cost]) -> int:
    kept = {(one.kind, _pk_of(one), one.currency): one for one in OwnedCost.objects.filter(year=year)}
    new, changed = [], []
    for (kind, pk, currency), cost in costs.items():
        row = kept.pop((kind, pk, currency), None)
        values = {name: getattr(cost, name) for name in PARTS}
        if row is None:
            new.append(OwnedCost(year=year, kind=kind, currency=currency, **{f"{kind}_id": pk}, **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    OwnedCost.objects.filter(pk__in=[one.pk for one in kept.values()]).delete()
    OwnedCost.objects.bulk_create(new, BATCH)
    OwnedCost.objects.bulk_update(changed, PARTS, BATCH)
    return len(new) + len(changed) + len(kept)


def _pk_of(row: OwnedCost) -> int:
    found: int = getattr(row, f"{row.kind}_id")
    return found
