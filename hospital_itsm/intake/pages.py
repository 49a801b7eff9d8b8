"""What taking calls adds to the product: the way to a new ticket, from every page of the desk."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation


def register() -> None:
    """Called once when the app is ready."""
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("New ticket"),
            url_name="intake:new",
            icon="plus",
            order=12,
            allowed=lambda user: access.can(user, "intake.take"),
            keys="n",
        )
    )
