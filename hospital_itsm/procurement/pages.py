"""What purchases add to the product: an entry of the navigation, and panels on vendors, assets and budget lines."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assets.models import Asset
from hospital_itsm.core import access, navigation, panels
from hospital_itsm.procurement.exported import purchase_rows
from hospital_itsm.procurement.marks import lines_of
from vendors.models import Vendor

LATEST = 5


def register() -> None:
    """Called once when the app is ready."""
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Purchases"),
            url_name="procurement:purchases",
            icon="shopping-cart",
            order=59,
            allowed=lambda user: access.can(user, "purchase.read"),
        )
    )
    for model, title, load in ((Vendor, _("Purchases"), of_vendor), (Asset, _("Bought"), of_asset)):
        panels.register(
            model,
            panels.Panel(
                code="purchases",
                title=title,
                order=72,
                template="procurement/_panel.html",
                allowed=lambda user: access.can(user, "purchase.read"),
                load=load,
            ),
        )


def of_vendor(vendor: Any, user: Any) -> panels.Loaded | None:
    """The latest purchases from a vendor."""
    rows = list(purchase_rows(user).of_vendor(vendor.pk).order_by("-id")[: LATEST + 1])
    if not rows:
        return None
    return {
        "lines": lines_of(rows[:LATEST], timezone.localdate()),
        "more": vendor.name if len(rows) > LATEST else "",
    }


def of_asset(asset: Any, user: Any) -> panels.Loaded | None:
    """The purchase an asset came with."""
    rows = list(purchase_rows(user).of_asset(asset.pk)[:1])
    return {"lines": lines_of(rows, timezone.localdate()), "more": ""} if rows else None
