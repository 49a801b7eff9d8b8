"""The forms of the people pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.forms.sign_in import UNITS
from hospital_itsm.people.models import Role, Team, User

TEAMS = Team.objects.filter(is_active=True).order_by("code")


def _text(
    label: Any, *, required: bool = False, most: int = 120, hint: Any = "", **attributes: str
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        help_text=hint,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off", **attributes}),
        error_messages={
            "required": _("Fill this in."),
            "max_length": _("Use at most %(limit_value)d characters."),
        },
    )


class PersonForm(forms.Form):
    """What an account says about a person."""

    full_name = _text(_("Full name"), required=True)
    credential = _text(_("Credential"), most=20, hint=_("Such as RN or MD."))
    job_title = _text(_("Job title"), most=80)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={"invalid": _("This is no e-mail address. Write it like name@example.org.")},
    )
    phone = _text(_("Phone"), most=40, inputmode="tel")
    page_address = forms.EmailField(
        label=_("Pager or text address"),
        help_text=_("Pages go here; without it this person cannot be paged."),
        required=False,
        widget=forms.EmailInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={"invalid": _("This is no e-mail address. Write it like name@example.org.")},
    )


class NewPersonForm(PersonForm):
    """An account to be added."""

    field_order = ("username", "full_name")
    username = _text(
        _("User name"),
        required=True,
        most=60,
        hint=_("Small letters, digits, dots and hyphens."),
        spellcheck="false",
    )
    password = forms.CharField(
        label=_("First password"),
        help_text=_("At least 14 characters. Without one nobody can sign in until you set it."),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "field", "autocomplete": "new-password"}),
    )


def _why() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        help_text=_("It stays in the audit trail."),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={
            "required": _("Say why. It stays in the audit trail."),
            "max_length": _("Use at most %(limit_value)d characters."),
        },
    )


class GrantForm(forms.Form):
    """A role, where it holds and until when."""

    role = forms.ModelChoiceField(
        label=_("Role"),
        queryset=Role.objects.order_by("code"),
        empty_label=_("Choose a role"),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"required": _("Choose a role.")},
    )
    team = forms.ModelChoiceField(
        label=_("In the queue"),
        queryset=TEAMS,
        required=False,
        empty_label=_("No queue"),
        widget=forms.Select(attrs={"class": "field"}),
    )
    care_area = forms.ModelChoiceField(
        label=_("In the unit"),
        queryset=UNITS,
        required=False,
        empty_label=_("No unit"),
        widget=forms.Select(attrs={"class": "field"}),
    )
    valid_until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"class": "field", "type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like 2026-11-30.")},
    )
    reason = _why()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Its fields have names of their own on a page with another reason."""
        super().__init__(*args, **{"auto_id": "grant_%s", **kwargs})


class EndRoleForm(forms.Form):
    """Why a role ends."""

    use_required_attribute = False
    reason = _why()


class NewPasswordForm(forms.Form):
    """A password that an administrator sets for somebody."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 14 characters. Every computer this person is signed in at asks for it."),
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "field", "autocomplete": "new-password"}),
        error_messages={"required": _("Type a new password.")},
    )


class ReasonForm(forms.Form):
    """Why access ends."""

    reason = _text(_("Reason"), most=200, hint=_("It stays in the audit trail."))


def person_fields(person: User) -> dict[str, Any]:
    """The present values for PersonForm."""
    return {name: getattr(person, name) for name in PersonForm.base_fields}
