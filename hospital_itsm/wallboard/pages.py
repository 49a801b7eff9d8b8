"""What wallboards add to the product: an entry of the settings."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.setup_index import Setting
from hospital_itsm.core.setup_index import register as register_setting


def register() -> None:
    """Called once when the app is ready."""
    register_setting(
        Setting(
            _("Wallboards"),
            "wallboard:rows",
            _("Screens on the walls of the desk, each with an address and a network of its own."),
            _("wall board screen tv display token address status services"),
            "device-desktop",
            49,
        )
    )
