"""What webhooks put into the index of the set-up."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.setup_index import Setting, register

WEBHOOKS = Setting(
    _("Webhooks"),
    "webhooks:subscriptions",
    _("Addresses of other systems that are told what changed."),
    _("webhook outbound integration event notify subscription signature secret replay api"),
    "send",
    70,
    "webhook.manage",
)


def fill() -> None:
    """Register the page."""
    register(WEBHOOKS)
