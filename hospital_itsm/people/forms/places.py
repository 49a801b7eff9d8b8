"""The form of a workstation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.forms.sign_in import UNITS


class WorkstationForm(forms.Form):
    """This computer and its place."""

    name = forms.CharField(
        label=_("Computer"),
        help_text=_("As on its label, such as ICU-WS-04."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"class": "field", "autocomplete": "off", "autocapitalize": "characters"}
        ),
        error_messages={"required": _("Give the computer's name, as on its label.")},
    )
    care_area = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=UNITS,
        empty_label=_("Choose a unit"),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"required": _("Choose the unit it stands in.")},
    )
    room = forms.CharField(
        label=_("Room"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
    )
    is_shared = forms.BooleanField(
        label=_("Several people use it: sign out after 3 idle minutes"),
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs={"class": "tick"}),
    )
    is_critical = forms.BooleanField(
        label=_("Care depends on it: its problems count one step higher"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "tick"}),
    )
