"""The filter panel of the queue: menus for what people narrow by most."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.models import CareArea, Team
from tickets.choices import Priority, State
from tickets.filters import ME, NOBODY, OPEN

ANY = [("", _("Any"))]
YES_NO = [*ANY, ("yes", _("Yes")), ("no", _("No"))]


class FilterForm(forms.Form):
    """Adds filters to the address by GET; names are those of `tickets.filters`."""

    team = forms.ChoiceField(label=_("Team"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[*ANY, (OPEN, _("Open")), *State.choices]
    )
    priority = forms.ChoiceField(label=_("Priority"), required=False, choices=[*ANY, *Priority.choices])
    assignee = forms.ChoiceField(
        label=_("Assignee"), required=False, choices=[*ANY, (ME, _("Me")), (NOBODY, _("Nobody"))]
    )
    care_area = forms.ChoiceField(label=_("Unit"), required=False)
    care = forms.ChoiceField(label=_("Patient care affected"), required=False, choices=YES_NO)
    late = forms.ChoiceField(label=_("Late"), required=False, choices=YES_NO)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Team.objects.filter(is_active=True).values_list("code", "name")
        units = CareArea.objects.filter(is_active=True).values_list("code", "name")
        self._choose("team", [*ANY, (NOBODY, _("None yet")), *teams])
        self._choose("care_area", [*ANY, *units])
        for field in self.fields.values():
            field.widget.attrs["class"] = "field"

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
