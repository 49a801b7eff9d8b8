"""The form of a target."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.kpi.rules.definitions import DAYS, MINUTE, PERCENT, PIECES, POINTS, SECONDS
from vendors.forms.fields import VersionForm, amount

UNITS: Final = {
    PERCENT: _("In percent. Leave it empty for no target."),
    SECONDS: _("In minutes. Leave it empty for no target."),
    DAYS: _("In days. Leave it empty for no target."),
    PIECES: _("A number. Leave it empty for no target."),
    POINTS: _("In weighted minutes. Leave it empty for no target."),
}
FACTORS: Final = {SECONDS: MINUTE}
"""How many units of the figure are one unit of the form."""


class TargetForm(VersionForm):
    """A target in the unit that people say it in."""

    target = amount(_("Target"), digits=12)

    def __init__(self, unit: str, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["target"].help_text = UNITS[unit]
