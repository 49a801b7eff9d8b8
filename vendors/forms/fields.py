"""Fields the forms of vendors and contracts share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class VersionForm(forms.Form):
    """Carries the version of the row that was on the screen."""

    use_required_attribute = False
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


def line(
    label: Any, *, required: Any = "", most: int = 120, hint: Any = "", **attributes: str
) -> forms.CharField:
    """One line of text; `required` is what is said where it is missing, empty for an optional one."""
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=most,
        help_text=hint,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off", **attributes}),
        error_messages={"required": required, "max_length": _("Use at most %(limit_value)d characters.")},
    )


def day(label: Any, *, required: Any, hint: Any = "") -> forms.DateField:
    """A day of the calendar."""
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(attrs={"class": "field", "type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": required, "invalid": _("Write the day like 2026-11-30.")},
    )


def choice(label: Any, choices: Any) -> forms.ChoiceField:
    """One of a list."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={
            "required": _("Choose one of the listed values."),
            "invalid_choice": _("Choose one of the listed values."),
        },
    )
