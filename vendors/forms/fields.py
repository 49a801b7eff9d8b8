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


def day(label: Any, *, required: Any = "", hint: Any = "") -> forms.DateField:
    """A day of the calendar; `required` is what is said where it is missing, empty for an optional one."""
    return forms.DateField(
        label=label,
        required=bool(required),
        help_text=hint,
        widget=forms.DateInput(attrs={"class": "field", "type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": required, "invalid": _("Write the day like 2026-11-30.")},
    )


def choice(label: Any, choices: Any, *, empty: Any = "", hint: Any = "") -> forms.ChoiceField:
    """One of a list; `empty` is what stands for no answer where none is needed."""
    return forms.ChoiceField(
        label=label,
        required=not empty,
        help_text=hint,
        choices=[("", empty), *choices] if empty else choices,
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={
            "required": _("Choose one of the listed values."),
            "invalid_choice": _("Choose one of the listed values."),
        },
    )


def whole(label: Any, *, hint: Any = "") -> forms.IntegerField:
    """An optional whole number."""
    return forms.IntegerField(
        label=label,
        required=False,
        help_text=hint,
        widget=forms.TextInput(attrs={"class": "field", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Write a whole number.")},
    )


def amount(label: Any, *, digits: int, hint: Any = "") -> forms.DecimalField:
    """An optional exact decimal with two places."""
    return forms.DecimalField(
        label=label,
        required=False,
        help_text=hint,
        max_digits=digits,
        decimal_places=2,
        widget=forms.TextInput(attrs={"class": "field", "inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"invalid": _("Write a number such as 148000.00, without thousands marks.")},
    )


class Lines(forms.CharField):
    """Several short texts, one a line."""

    def __init__(self, label: Any, *, hint: Any = "") -> None:
        widget = forms.Textarea(attrs={"class": "field", "rows": "4"})
        super().__init__(label=label, required=False, max_length=5000, help_text=hint, widget=widget)

    def clean(self, value: Any) -> list[str]:
        """The lines that say something."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]
