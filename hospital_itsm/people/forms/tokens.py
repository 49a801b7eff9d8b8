"""The form of an API token."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.rules.scopes import LONGEST_DAYS, SCOPES
from hospital_itsm.people.sign_in import is_themselves


class TokenForm(forms.Form):
    """What a token is for, what it may ask for, how long it lives, and the password of whoever makes it."""

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
    demo_only = forms.BooleanField(
        label=_("For the demo hospital only"),
        help_text=_("Every other server refuses it, for good. So what you try here never reaches patients."),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "tick"}),
    )
    password = forms.CharField(
        label=_("Your password"),
        help_text=_("A token works without you. So we ask that it is you who makes it."),
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "field", "autocomplete": "current-password"}),
        error_messages={"required": _("Type your password.")},
    )

    def __init__(self, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    @property
    def offers_the_demo(self) -> bool:
        """May a token be confined to the demo hospital here? On other servers nobody is asked."""
        return settings.DEMO

    def clean(self) -> dict[str, Any]:
        """Ask the password last: what else is wrong must not cost a try, and tries are counted as at sign-in."""
        cleaned = super().clean() or {}
        password = cleaned.pop("password", "")
        if not self.errors and not (self.request and is_themselves(self.request, password)):
            self.add_error("password", _("That is not your password. Type it again."))
        return cleaned
