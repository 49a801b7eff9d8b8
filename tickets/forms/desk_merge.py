"""Joining a duplicate to the ticket that goes on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.forms.desk import LINE, VersionForm, line
from tickets.forms.fields import FreeText


class MergeForm(VersionForm):
    """The number of the survivor, and why; `confirmed` once both were seen side by side."""

    into = FreeText(
        label=_("Number of the ticket that goes on"),
        required=True,
        help_text=_("Such as INC-20418."),
        widget=forms.TextInput(attrs={**LINE, "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={"required": _("Choose the ticket that goes on.")},
    )
    reason = line(_("Why is it the same?"), error_messages={"required": _("Say in one line why.")})
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)
