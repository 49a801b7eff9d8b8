"""What the CMMS puts into the index of the set-up."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.setup_index import Setting, register

CMMS = Setting(
    _("CMMS"),
    "cmms:sources",
    _("Where PM status and work orders come from, and whose record of a class counts."),
    _("maintenance work order inventory system of record import schedule"),
    "device-heart-monitor",
    65,
    "cmms.manage",
)


def fill() -> None:
    """Register the page."""
    register(CMMS)
