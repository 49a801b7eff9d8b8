"""Saying why a promise was missed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.choices import MissReason
from tickets.forms.desk import SELECT, VersionForm


class MissForm(VersionForm):
    """One of the listed reasons."""

    reason = forms.ChoiceField(
        label=_("Why was it missed?"),
        choices=[("", _("Choose the main reason")), *MissReason.choices],
        widget=forms.Select(attrs=SELECT),
        error_messages={
            "required": _("Choose the main reason."),
            "invalid_choice": _("Choose one of the listed reasons."),
        },
    )
