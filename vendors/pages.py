"""The entries of vendors, contracts and agreements in the main navigation."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation


def register() -> None:
    """Add vendors, contracts and the register of agreements to the agent's side bar, for those who may read them."""
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Vendors"),
            url_name="vendors:vendors",
            icon="building-store",
            order=50,
            allowed=lambda user: access.can(user, "vendor.read"),
            keys="g v",
        )
    )
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Contracts"),
            url_name="vendors:contracts",
            icon="file",
            order=55,
            allowed=lambda user: access.can(user, "contract.call"),
        )
    )
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("BAA register"),
            url_name="vendors:baas",
            icon="eye-off",
            order=57,
            allowed=lambda user: access.can(user, "baa.read"),
        )
    )
