"""What this package puts into the index of the set-up."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.setup_index import Setting, register

SETTINGS = (
    Setting(
        _("Health"),
        "setup:health",
        _("Whether every part of the product is well, and what mends it."),
        _("status queue worker beat mail smtp backup restore disk database version monitoring broken slow"),
        "activity-heartbeat",
        95,
    ),
    Setting(
        _("Holidays from a file"),
        "setup:holidays",
        _("Take days without work from an iCalendar file into a working calendar."),
        _("ical icalendar ics import public holiday calendar closed day off undo"),
        "calendar",
        36,
    ),
    Setting(
        _("Roles"),
        "setup:roles",
        _("Who may do what, who holds which role, and what one account may do and sees."),
        _("role permission right access matrix rights allowed admin administrator look up"),
        "key",
        42,
        "people.manage",
    ),
)


def fill() -> None:
    """Register the pages."""
    for setting in SETTINGS:
        register(setting)
