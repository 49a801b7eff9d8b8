"""The form of one step of an asset's life: exactly the values the table and the action ask for."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from assets.actions.step_facts import OPTIONAL
from assets.forms.fields import UNITS, VENDORS, amount, optional_day, row
from hospital_itsm.core.lifecycle import Transition
from vendors.forms.fields import VersionForm, line

HINTS: Final = {
    "reason": _("It stays with the asset. Write no patient data."),
    "destination": _("Who gets it."),
    "reference": _("Such as the number of the work order."),
}


def _field(name: str) -> forms.Field:
    made = {
        "reason": lambda: line(_("Reason"), most=400, hint=HINTS["reason"]),
        "party": lambda: line(_("Lent to")),
        "return_on": lambda: optional_day(_("Due back on")),
        "charge_per_day": lambda: amount(_("Charge a day")),
        "care_area": lambda: row(_("For unit"), UNITS),
        "sent_to": lambda: row(
            _("Sent to vendor"),
            VENDORS,
            hint=_("Only where it leaves the house. Its data must be gone first."),
        ),
        "checked_on": lambda: optional_day(_("Check passed on")),
        "checked_by": lambda: line(_("Checked by")),
        "reference": lambda: line(_("Reference"), hint=HINTS["reference"]),
        "destination": lambda: line(_("Goes to"), hint=HINTS["destination"]),
    }
    return made[name]()


class StepForm(VersionForm):
    """One step; what it needs first, then what it takes."""

    def __init__(self, *args: Any, move: Transition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = dict.fromkeys((*move.needs, *OPTIONAL.get(move.verb, ()), "reason"))
        for name in wanted:
            self.fields[name] = _field(name)
            self.fields[name].required = False
        self.needs = move.needs
