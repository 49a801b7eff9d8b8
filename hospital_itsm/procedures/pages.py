"""The entry of procedures in the navigation and their panel on the page of an asset."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from assets.models import Asset
from assets.rules.lifecycle import ENDED
from hospital_itsm.core import access, navigation, panels
from hospital_itsm.procedures.choices import Kind
from hospital_itsm.procedures.models import Procedure

NEWEST = 5


def on_asset(asset: Asset, user: Any) -> dict[str, Any]:
    """The newest procedures of an asset and those that can be started: one statement."""
    rows = list(Procedure.objects.filter(asset=asset).select_related("template").order_by("-id")[:NEWEST])
    open_kinds = {row.kind for row in rows if row.is_open}
    may_start = access.can(user, "procedure.work") and asset.status not in ENDED
    return {
        "rows": rows,
        "tag": asset.tag,
        "kinds": [one for one in Kind.choices if one[0] not in open_kinds] if may_start else [],
    }


def register() -> None:
    """Add the board to the agent's side bar and the panel to the page of an asset."""
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Procedures"),
            url_name="procedures:board",
            icon="checks",
            order=47,
            allowed=lambda user: access.can(user, "portfolio.read"),
        )
    )
    panels.register(
        Asset,
        panels.Panel(
            code="procedures",
            title=_("Procedures"),
            order=30,
            template="procedures/_asset_panel.html",
            allowed=lambda user: access.can(user, "procedure.read"),
            load=on_asset,
        ),
    )
