"""The day of discovery, and how it is known."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DiscoveryForm(forms.Form):
    """Day, reason, and the version that was read."""

    use_required_attribute = False
    day = forms.DateField(
        label=_("Discovered on"),
        help_text=_(
            "The first day on which anybody of the hospital knew of it, or would have with reasonable diligence."
        ),
        widget=forms.DateInput(attrs={"class": "field", "type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Write a day, such as 2026-03-15.")},
    )
    reason = forms.CharField(
        label=_("How do you know?"),
        help_text=_("It stays in the audit trail. Leave out patient names and record numbers."),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={
            "required": _("Say in at most 200 characters how you know. It stays in the audit trail."),
            "max_length": _("Use at most %(limit_value)d characters."),
        },
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
