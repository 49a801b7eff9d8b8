"""Triage for the pages whose statements are counted."""

from typing import Any

from hospital_itsm.macros.models import Macro


def page(scene: Any) -> str:
    """The first ticket, once there are as many macros as tickets."""
    for number in range(Macro.objects.count(), len(scene.tickets)):
        Macro.objects.create(code=f"T{number}", name=f"Macro {number}", assignee="who_runs")
    return f"/queue/triage/{scene.tickets[0].key}/"


PAGES: dict[str, tuple[Any, ...]] = {
    "triage": ("agent", page, "detail"),
    "triage-over": ("agent", lambda scene: "/queue/triage/over/"),
}
"""Who opens which page, and its ceiling."""
