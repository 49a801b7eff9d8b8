"""The forms of saved views."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.desk.actions.views import LONGEST_NAME
from hospital_itsm.desk.choices import Reach
from hospital_itsm.people.models import Team
from vendors.forms.fields import VersionForm, choice, line, whole


class ViewForm(VersionForm):
    """Name and reach. Whoever may not share widely is offered the own teams alone."""

    name = line(_("Name"), most=LONGEST_NAME, required=_("Give it a name."))
    reach = choice(_("Who sees it"), Reach.choices)
    team = choice(_("Team"), (), empty=_("No team"))

    def __init__(self, actor: Any, may_share: bool, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        teams = Team.objects.filter(is_active=True).order_by("name")
        teams = teams if may_share else teams.filter(pk__in=actor.team_ids)
        named = list(teams.values_list("code", "name"))
        self.fields["team"].choices = [("", _("No team")), *named]  # type: ignore[attr-defined]
        if not may_share:
            narrow = [one for one in Reach.choices if one[0] != Reach.EVERYONE]
            self.fields["reach"].choices = narrow  # type: ignore[attr-defined]

    def clean_team(self) -> Team | None:
        """The team of the code."""
        return Team.objects.filter(code=self.cleaned_data["team"]).first()


class ChoiceForm(forms.Form):
    """What one person wants of a view."""

    use_required_attribute = False
    wants = forms.MultipleChoiceField(
        label=_("For me"),
        required=False,
        choices=[
            ("star", _("Star: it stands first in the side bar")),
            ("default", _("Default: the queue opens with it")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    wants.widget.use_fieldset = True
    most = whole(_("Tell me when it holds more tickets than"), hint=_("Empty: never."))
    oldest_minutes = whole(
        _("Tell me when a ticket in it is older than, in minutes"), hint=_("Counted from when it was opened.")
    )
