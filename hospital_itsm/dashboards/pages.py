"""What dashboards add to the product: the dashboards themselves and an entry of the navigation."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation
from hospital_itsm.dashboards.boards.applications import APPLICATIONS
from hospital_itsm.dashboards.boards.cio import CIO
from hospital_itsm.dashboards.boards.desk import DESK
from hospital_itsm.dashboards.boards.htm import HTM
from hospital_itsm.dashboards.boards.informatics import INFORMATICS
from hospital_itsm.dashboards.boards.infrastructure import INFRASTRUCTURE
from hospital_itsm.dashboards.declared import home_of
from hospital_itsm.dashboards.declared import register as register_dashboard


def register() -> None:
    """Called once when the app is ready."""
    for one in (DESK, INFRASTRUCTURE, APPLICATIONS, CIO, INFORMATICS, HTM):
        register_dashboard(one)
    navigation.register_home(home_of)
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Dashboards"),
            url_name="dashboards:first",
            icon="chart-histogram",
            order=60,
            allowed=lambda user: access.can(user, "dashboard.read"),
            keys="g d",
        )
    )
