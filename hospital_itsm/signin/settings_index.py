"""What signing in puts into the index of the set-up."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.setup_index import Setting, register

SECOND_STEP = Setting(
    _("Two-step sign-in"),
    "signin:required",
    _("Which roles need a code or a passkey besides the password."),
    _("second factor two-factor mfa 2fa totp authenticator passkey security key login"),
    "lock",
    45,
)


def fill() -> None:
    """Register the pages."""
    register(SECOND_STEP)
