"""What dashboards add to the product: the dashboards themselves and an entry of the navigation."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation
from hospital_itsm.dashboards.boards.infrastructure import INFRASTRUCTURE
from hospital_itsm.dashboards.declared import register as register_dashboard


def register() -> None:
    """Called once when the app is ready."""
    for one in (INFRASTRUCTURE,):
        register_dashboard(one)
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Dashboards"),
            url_name="dashboards:first",
            icon="chart-histogram",
            order=56,
            allowed=lambda user: access.can(user, "dashboard.read"),
        )
    )
