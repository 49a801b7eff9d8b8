"""The section "Recalls" on the page of an asset."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from assets.choices import OPEN_DISPOSITIONS
from assets.models import Asset, RecallLine
from assets.recall_page import LINE_MARKS, reasons_in_words
from hospital_itsm.core import access
from hospital_itsm.core.panels import Panel, register

MOST: Final = 20


def recalls_of(asset: Asset, user: Any) -> Mapping[str, Any] | None:
    """The recalls of one device, open ones first: one statement; None where there is none."""
    lines = list(RecallLine.objects.filter(asset=asset).select_related("case__notice").order_by("-pk")[:MOST])
    for line in lines:
        line.asset = asset
    rows = [
        {
            "line": line,
            "is_open": line.disposition in OPEN_DISPOSITIONS and not line.case.is_closed,
            "mark": LINE_MARKS.get(line.disposition, "done"),
            "reasons": reasons_in_words(line.reasons),
        }
        for line in lines
    ]
    return {"rows": sorted(rows, key=lambda row: not row["is_open"])} if rows else None


def register_panel() -> None:
    """Put the section on the page; called once when the app is ready."""
    register(
        Asset,
        Panel(
            code="recalls",
            title=_("Recalls"),
            order=10,
            template="assets/recalls/_panel.html",
            allowed=lambda user: access.can(user, "recall.read"),
            load=recalls_of,
        ),
    )
