"""What budgets add to the product: an entry of the navigation."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation


def register() -> None:
    """Called once when the app is ready."""
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Budget"),
            url_name="budget:spend",
            icon="report-analytics",
            order=58,
            allowed=lambda user: access.can(user, "budget.read"),
        )
    )
