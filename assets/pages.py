"""The entries of the inventory in the main navigation."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation


def register() -> None:
    """Add inventory, scanner, recalls and portfolio to the agent's side bar, for those who may use them."""
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Assets"),
            url_name="assets:assets",
            icon="device-heart-monitor",
            order=40,
            allowed=lambda user: access.can(user, "portfolio.read"),
            also=("/a/",),
            tab=True,
            keys="g a",
        )
    )
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Recalls"),
            url_name="assets:recalls",
            icon="alert-octagon",
            order=43,
            allowed=lambda user: access.can(user, "recall.read"),
            keys="g x",
        )
    )
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Scan"),
            url_name="assets:scan",
            icon="scan",
            order=42,
            allowed=lambda user: access.can(user, "asset.edit"),
            keys="g c",
            at_hand=True,
        )
    )
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Services"),
            url_name="assets:portfolio",
            icon="server-2",
            order=45,
            allowed=lambda user: access.can(user, "portfolio.read"),
            keys="g p",
        )
    )
