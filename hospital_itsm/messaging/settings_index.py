"""What messages put into the index of the set-up."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.setup_index import Setting, register

MESSAGES = Setting(
    _("Words of messages"),
    "messaging:wordings",
    _("What people are told by e-mail, in the desk and by page, in your own words."),
    _("notification template mail email subject body text wording page bell notice translate placeholder"),
    "mail",
    47,
)


def fill() -> None:
    """Register the page."""
    register(MESSAGES)
