"""The forms about people's link with the identity provider."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.signin.rules.id_tokens import LONGEST_SUBJECT


class LinkForm(forms.Form):
    """The subject that stands for a person."""

    subject = forms.CharField(
        label=_("Identifier at the provider"),
        help_text=_(
            "The subject (sub), never an e-mail address. The page that turned the person away shows it."
        ),
        max_length=LONGEST_SUBJECT,
        widget=forms.TextInput(
            attrs={"class": "field", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={
            "required": _("Type the identifier as the provider tells it."),
            "max_length": _("Use at most %(limit_value)d characters."),
        },
    )


class UnlinkForm(forms.Form):
    """Why somebody's link is taken away."""

    reason = forms.CharField(
        label=_("Reason for unlinking"),
        help_text=_("It stays in the audit trail."),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={
            "required": _("Say why. It stays in the audit trail."),
            "max_length": _("Use at most %(limit_value)d characters."),
        },
    )
