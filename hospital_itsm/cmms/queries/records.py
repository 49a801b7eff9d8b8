"""Whose record of a class counts, and what the CMMS says of a device."""

from typing import Any

MOST = 10


def systems_by_class() -> dict[str, str]:
    """The other system of record of each class that has one: one statement."""
    from hospital_itsm.cmms.models import ClassRecord

    return dict(ClassRecord.objects.exclude(system="").values_list("asset_class", "system"))


def maintenance_of(asset: Any) -> dict[str, Any]:
    """PM status, what is due first, and work orders, the newest first."""
    from hospital_itsm.cmms.models import PmStatus, Source, WorkOrder

    orders = WorkOrder.objects.filter(asset=asset).order_by("-opened_on", "-pk")
    return {
        "pms": list(PmStatus.objects.filter(asset=asset).order_by("next_due_on", "pk")[:MOST]),
        "orders": list(orders[:MOST]),
        "sources": list(Source.objects.filter(is_active=True)),
        "owner": systems_by_class().get(asset.asset_class, ""),
    }
