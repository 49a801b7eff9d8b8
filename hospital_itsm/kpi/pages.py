"""What figures add to the product: an entry of the navigation, and a filter of the lists."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation
from hospital_itsm.kpi import behind


def register() -> None:
    """Called once when the app is ready."""
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Figures"),
            url_name="kpi:figures",
            icon="list",
            order=61,
            allowed=lambda user: access.can(user, "kpi.read"),
        )
    )
    behind.register()
