"""The form of a saved report."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.choices import RoleCode
from hospital_itsm.people.models import Team
from hospital_itsm.reports.actions.saved import LONGEST_NAME
from hospital_itsm.reports.choices import Sharing
from vendors.forms.fields import VersionForm, choice, line


class SavedForm(VersionForm):
    """Name and sharing. Whoever may not share widely is offered the own teams alone."""

    name = line(_("Name"), most=LONGEST_NAME, required=_("Give it a name."))
    sharing = choice(_("Shared with"), Sharing.choices)
    team = choice(_("Team"), (), empty=_("No team"))
    role = choice(_("Role"), RoleCode.choices, empty=_("No role"))

    def __init__(self, actor: Any, may_share: bool, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        teams = Team.objects.filter(is_active=True).order_by("name")
        teams = teams if may_share else teams.filter(pk__in=actor.team_ids)
        named = list(teams.values_list("code", "name"))
        self.fields["team"].choices = [("", _("No team")), *named]  # type: ignore[attr-defined]
        if not may_share:
            narrow = [one for one in Sharing.choices if one[0] in (Sharing.NOBODY, Sharing.TEAM)]
            self.fields["sharing"].choices = narrow  # type: ignore[attr-defined]
            del self.fields["role"]

    def clean_team(self) -> Team | None:
        """The team of the code."""
        return Team.objects.filter(code=self.cleaned_data["team"]).first()
