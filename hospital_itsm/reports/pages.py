"""What reports add to the product: an entry of the navigation."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation


def register() -> None:
    """Called once when the app is ready."""
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Reports"),
            url_name="reports:questions",
            icon="report-analytics",
            order=60,
            allowed=lambda user: access.can(user, "report.read"),
        )
    )
