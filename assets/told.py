"""The kinds of the change feed that are of the inventory."""

from typing import Any

from django.db.models import QuerySet

from assets.access import reads_all
from assets.models import (
    Asset,
    DeviceModel,
    InventoryWalk,
    License,
    Location,
    RecallCase,
    RecallLine,
    SanitizationCertificate,
    Service,
)
from hospital_itsm.feed.kinds import Kind, register

READ = ("asset.read", "assets:read")
RECALLS = ("recall.read", "recalls:read")
PORTFOLIO = ("portfolio.read", "assets:read")


def _lines(actor: Any) -> QuerySet[RecallLine]:
    return RecallLine.objects.filter(case__in=RecallCase.objects.visible_to(actor))


def register_kinds() -> None:
    """Called once when the app is ready. What hangs on an asset is told as a change of the asset."""
    register(Kind("asset", Asset, READ, lambda row: row.tag, "api:asset", sees_all=reads_all))
    register(Kind("certificate", SanitizationCertificate, READ, lambda row: str(row.pk), "api:certificate"))
    register(Kind("license", License, PORTFOLIO, lambda row: str(row.pk), "api:license"))
    register(Kind("location", Location, READ, lambda row: row.code, "api:location"))
    register(Kind("model", DeviceModel, READ, lambda row: str(row.pk), "api:model"))
    register(Kind("recall", RecallCase, RECALLS, lambda row: row.key, "api:recall", joined=("notice",)))
    register(
        Kind(
            "recall_line",
            RecallLine,
            RECALLS,
            lambda row: f"{row.case.key}/{row.asset.tag}",
            "api:recall_device",
            joined=("case__notice", "asset"),
            rows=_lines,
            address=lambda row: [row.case.key, row.asset.tag],
        )
    )
    register(Kind("service", Service, PORTFOLIO, lambda row: row.code, "api:portfolio_service"))
    register(
        Kind("walk", InventoryWalk, PORTFOLIO, lambda row: str(row.pk), "api:walk", joined=("location",))
    )
