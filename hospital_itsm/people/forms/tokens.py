"""The form of an API token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.rules.scopes import LONGEST_DAYS, SCOPES


class TokenForm(forms.Form):
    """What a token is for, what it may ask for and how long it lives."""

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={"required": _("Say what the token is for.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        choices=list(SCOPES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that it may do.")},
    )
    days = forms.IntegerField(
        label=_("Days until it ends"),
        help_text=_("At most %(most)d.") % {"most": LONGEST_DAYS},
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=90,
        widget=forms.NumberInput(attrs={"class": "field", "inputmode": "numeric"}),
        error_messages={
            "required": _("Say in how many days it ends."),
            "invalid": _("Type a whole number of days."),
            "min_value": _("Choose 1 to 365 days."),
            "max_value": _("Choose 1 to 365 days."),
        },
    )
