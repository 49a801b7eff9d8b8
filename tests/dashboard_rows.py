"""Figures of dashboards for the pages whose statements are counted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from hospital_itsm.kpi.models import CountedKpi, Snapshot
from tests.vendor_task_rows import given as with_vendor

PAGES: dict[str, tuple[str, Callable[[Any], str]]] = {
    "dash-infrastructure": ("vp_infrastructure", lambda scene: "/dash/infrastructure/"),
    "dash-infrastructure-of-site": ("vp_infrastructure", lambda scene: "/dash/infrastructure/?site=MAIN"),
    "dash-applications": ("vp_applications", lambda scene: "/dash/applications/"),
    "dash-informatics": ("cmio", lambda scene: "/dash/informatics/"),
    "dash-htm": ("htm_manager", lambda scene: "/dash/htm/"),
    "unit-card": ("charge_nurse", lambda scene: "/dash/unit/ICU/"),
    "dash-cio": ("cio", lambda scene: "/dash/cio/"),
    "dash-desk": ("lead", lambda scene: with_vendor(scene, "/dash/desk/")),
    "asked-dates": ("vp_infrastructure", lambda scene: "/dash/asked/"),
    "rest-dashboard": ("vp_infrastructure", lambda scene: "/api/v1/dashboards/infrastructure/"),
}
"""Who opens which dashboard."""


def store(rows: int) -> None:
    """Store missing snapshots of headline figures that miss their target, of one domain, and a question at one."""
    today, now = timezone.localdate(), timezone.now()
    for code in ("restore_p1", "restore_on_target_urgent", "backlog_aged"):
        CountedKpi.objects.get_or_create(kpi=code, defaults={"version": 1, "counted_at": now})
        said = {"kpi": code, "definition_version": 1, "computed_at": now, "values": [50_000] * 9}
        sums = {"n": 9, "numerator": 450_000 if code == "restore_p1" else 4, "denominator": 9}
        for number in range(Snapshot.objects.filter(kpi=code, domain="infrastructure").count(), rows):
            day = today - timedelta(days=number)
            Snapshot.objects.create(**said, **sums, day=day, domain="infrastructure")
