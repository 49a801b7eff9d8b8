"""What the file of a vendor adds to the product: a section of the vendor's page, an entry of the navigation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation, panels
from hospital_itsm.vendor_file.message_kinds import register_kinds
from vendors.models import Vendor


def register() -> None:
    """Called once when the app is ready."""
    register_kinds()
    panels.register(
        Vendor,
        panels.Panel(
            code="file",
            title=_("People, insurance, security"),
            order=11,
            template="vendor_file/_vendor.html",
            allowed=lambda user: access.can(user, "vendor_person.read"),
            load=on_vendor,
        ),
    )
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("What expires"),
            url_name="vendor_file:expiring",
            icon="hourglass",
            order=58,
            allowed=lambda user: access.can(user, "vendor_person.read"),
            also=("/vendors/insurance/", "/vendors/reviews/", "/vendors/people/", "/vendors/credentials/"),
        )
    )


def on_vendor(vendor: Vendor, user: Any) -> dict[str, Any]:
    """Where the file is drawn by itself; no statement."""
    return {"vendor": vendor}
