"""What a ticket is turned into, and why; why it is turned back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.forms.setup_rows import choice_field, text_field
from hospital_itsm.people.models import Team
from hospital_itsm.privacy.forms.discoveries import DiscoveryForm
from tickets.choices import RESTRICTED_KINDS

TEAM = "team:"
KINDS = [(one.value, one.label) for one in RESTRICTED_KINDS]
WHY = _("It stays in the audit trail. Leave out patient names and record numbers.")


class TurnForm(forms.Form):
    """What it is (a kind, or one of the `teams`), day of discovery of a privacy event, reason, and the version read."""

    use_required_attribute = False
    kind = choice_field(_("What is it?"), KINDS)
    day = forms.DateField(
        label=_("Discovered on"),
        required=False,
        help_text=_(
            "Of a privacy event: the first day on which anybody of the hospital knew. Left empty: today."
        ),
        widget=forms.DateInput(attrs={"class": "field", "type": "date"}, format="%Y-%m-%d"),
        error_messages=DiscoveryForm.base_fields["day"].error_messages,
    )
    reason = text_field(_("What happened?"), 200, required=True, hint=WHY)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, teams: Iterable[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {f"{TEAM}{team.code}": team for team in teams}
        further = [
            (value, _("A matter of %(team)s") % {"team": team.name}) for value, team in self.teams.items()
        ]
        self.fields["kind"] = choice_field(_("What is it?"), [*KINDS, *further])

    def clean(self) -> dict[str, Any]:
        """Kind or team, whichever was chosen."""
        data = super().clean() or {}
        if (team := self.teams.get(data.get("kind", ""))) is not None:
            data |= {"kind": "", "team": team}
        return data


class TurnBackForm(forms.Form):
    """The reason, and the version that was read."""

    use_required_attribute = False
    reason = text_field(_("Why is it no such matter?"), 200, required=True, hint=WHY)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
