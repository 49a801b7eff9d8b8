"""What ward computers add to the product: an entry of the settings."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.setup_index import Setting
from hospital_itsm.core.setup_index import register as register_setting


def register() -> None:
    """Called once when the app is ready."""
    register_setting(
        Setting(
            _("Ward computers"),
            "wards:stations",
            _(
                "Shared computers that know their place: a link that enrols each, when it was seen last, revoking."
            ),
            _("workstation computer ward shared enrol link cookie revoke last seen station place"),
            "device-desktop",
            48,
            "workstation.register",
        )
    )
