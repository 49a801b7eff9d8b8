"""What openings add to the product: an entry of the side bar."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation


def register() -> None:
    """Called once when the app is ready."""
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Emergency openings"),
            url_name="openings:openings",
            icon="eye",
            order=72,
            allowed=lambda user: access.can(user, "opening.list"),
        )
    )
