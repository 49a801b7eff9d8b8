"""What budgets add to the product: an entry of the navigation, and what things cost on their pages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from assets.models import Asset, Service
from hospital_itsm.budget.ownership import cost_of
from hospital_itsm.core import access, navigation, panels
from vendors.models import Vendor


def register() -> None:
    """Called once when the app is ready."""
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Budget"),
            url_name="budget:spend",
            icon="book-2",
            order=58,
            allowed=lambda user: access.can(user, "budget.read"),
        )
    )
    for model in (Asset, Service, Vendor):
        panels.register(
            model,
            panels.Panel(
                code="ownership",
                title=_("Cost of ownership"),
                order=70,
                template="budget/_ownership.html",
                allowed=lambda user: access.can(user, "budget.read"),
                load=cost_on,
            ),
        )


def cost_on(target: Any, user: Any) -> panels.Loaded | None:
    """What it costs in the fiscal year of today, for those who read money."""
    found = cost_of(target, user)
    return None if found is None else {"cost": found, "subject": target._meta.model_name}
