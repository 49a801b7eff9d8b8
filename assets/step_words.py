"""What the buttons of an asset's life say."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BUTTONS: Final = {
    "order": _("Order"),
    "receive": _("Receive"),
    "inspect": _("Inspect"),
    "put_in_service": _("Put in service"),
    "make_spare": _("Make it a spare"),
    "lend": _("Lend"),
    "take_back": _("Take back"),
    "repair": _("Repair"),
    "tag_out": _("Do not use"),
    "quarantine": _("Quarantine"),
    "release": _("Release"),
    "report_missing": _("Missing"),
    "find": _("Found"),
    "retire": _("Retire"),
    "reinstate": _("Take back from retirement"),
    "return_to_owner": _("Return to owner"),
    "dispose": _("Dispose"),
}
TOLD: Final = {
    "put_in_service": _("A clinical device needs a passed check first."),
    "tag_out": _("Hang the do-not-use tag on it now."),
    "quarantine": _(
        "Keep it as it is: settings, logs and accessories belong to the event. Nobody uses or repairs it."
    ),
    "retire": _("It leaves use. Its data must be gone before it leaves the house."),
    "return_to_owner": _(
        "Each storage medium needs a signed certificate, unless it is recorded that it holds no patient data."
    ),
    "dispose": _(
        "Each storage medium needs a signed certificate, unless it is recorded that it holds no patient data."
    ),
}


def button_of(verb: str) -> "str | Promise":
    """The words of a step's button."""
    return BUTTONS[verb]
