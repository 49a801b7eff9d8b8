"""The forms of signing in: name, password, unit; changing one's password."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.models import CareArea, User
from hospital_itsm.people.workstations import workstation_of

UNITS = CareArea.objects.filter(is_active=True).order_by("name", "pk")


class SignInForm(LoginForm):
    """User name, password and, where the computer is not registered, the unit worked in today."""

    unit = forms.ModelChoiceField(
        label=_("Where are you working?"),
        queryset=UNITS,
        required=False,
        empty_label=_("My usual unit"),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"invalid_choice": _("That unit is closed. Choose another.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attributes = {
            "class": "field",
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        self.fields["login"] = forms.CharField(
            label=_("User name"),
            max_length=60,
            widget=forms.TextInput(attrs={**attributes, "autofocus": True}),
            error_messages={"required": _("Type your user name.")},
        )
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            strip=False,
            widget=forms.PasswordInput(attrs={"class": "field", "autocomplete": "current-password"}),
            error_messages={"required": _("Type your password.")},
        )
        self.order_fields(["login", "password", "unit"])
        if workstation_of(self.request) is not None:
            del self.fields["unit"]


class UnitForm(forms.Form):
    """The unit somebody works in until sign-out."""

    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=UNITS,
        empty_label=_("Choose a unit"),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={
            "required": _("Choose the unit you work in today."),
            "invalid_choice": _("That unit is closed. Choose another."),
        },
    )


class PasswordChangeForm(forms.Form):
    """The present password and, twice, the new one."""

    present = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "field", "autocomplete": "current-password"}),
        error_messages={"required": _("Type your present password.")},
    )
    new = forms.CharField(
        label=_("New password"),
        help_text=_("At least 14 characters. A few words in a row are easy to keep in mind."),
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "field", "autocomplete": "new-password"}),
        error_messages={"required": _("Type a new password.")},
    )
    again = forms.CharField(
        label=_("New password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "field", "autocomplete": "new-password"}),
        error_messages={"required": _("Type the new password a second time.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_present(self) -> str:
        """The present password must be right: the computer may be somebody else's by now."""
        present = str(self.cleaned_data["present"])
        if not self.user.check_password(present):
            raise forms.ValidationError(_("That is not your present password. Type it again."))
        return present

    def clean_new(self) -> str:
        """The new password follows the rules of the house."""
        new = str(self.cleaned_data["new"])
        password_validation.validate_password(new, self.user)
        return new

    def clean(self) -> dict[str, Any]:
        """Both new passwords are the same."""
        cleaned = super().clean() or {}
        if "new" in cleaned and "again" in cleaned and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("The two new passwords differ. Type the same one twice."))
        return cleaned
