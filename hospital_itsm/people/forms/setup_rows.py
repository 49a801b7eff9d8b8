"""The ground of set-up forms: the version that was read, a code that is given once, controls of one look."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _


class RowForm(forms.Form):
    """A form of one set-up row; `row` is the one being edited, None for a new one, whose code is asked for."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Model | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs.setdefault("initial", self.initial_of(row))
        super().__init__(*args, **kwargs)
        if row is not None:
            self.fields.pop("code", None)

    def initial_of(self, row: Any) -> dict[str, Any]:
        """The stored values the form begins with."""
        return {name: getattr(row, name) for name in self.base_fields}

    def typed(self) -> dict[str, Any]:
        """What was given, for showing it beside what is stored."""
        return self.values()

    def asks_again(self) -> "RowForm | None":
        """A form to show instead of saving, where a button of it only fills something in."""
        return None

    def values(self) -> dict[str, Any]:
        """What the action takes: every field but the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def show_version(self, version: int) -> None:
        """Make the next sending answer this version, because the page now shows what it changed."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"] = str(version)  # type: ignore[index]


class NamedChoice(forms.ModelChoiceField):
    """A row chosen by its name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name; people carry their job."""
        job = getattr(obj, "job_title", "")
        return f"{obj}, {job}" if job else str(obj)


def text_field(
    label: Any, most: int, *, required: bool = False, hint: Any = "", **attributes: str
) -> forms.CharField:
    """One line of text."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        help_text=hint,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off", **attributes}),
        error_messages={
            "required": _("Fill in: %(label)s.") % {"label": label},
            "max_length": _("Use at most %(limit_value)d characters."),
        },
    )


def code_field(most: int, hint: Any) -> forms.CharField:
    """The code, asked for once."""
    return text_field(_("Code"), most, required=True, hint=hint, spellcheck="false")


def choice_field(label: Any, choices: Iterable[Any], hint: Any = "") -> forms.ChoiceField:
    """One of a fixed list, which must be chosen."""
    return forms.ChoiceField(
        label=label,
        choices=[("", _("Choose")), *choices],
        help_text=hint,
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"required": _("Choose: %(label)s.") % {"label": label}},
    )


def row_field(
    label: Any, rows: QuerySet[Any], *, empty: Any, required: bool = False, hint: Any = ""
) -> NamedChoice:
    """One stored row, or none where it is not required."""
    return NamedChoice(
        label=label,
        queryset=rows,
        required=required,
        empty_label=empty,
        help_text=hint,
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={
            "required": _("Choose: %(label)s.") % {"label": label},
            "invalid_choice": _("That one is no longer in use. Choose another."),
        },
    )


def number_field(
    label: Any, *, least: int, most: int, required: bool = True, hint: Any = ""
) -> forms.IntegerField:
    """A whole number within bounds."""
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=least,
        max_value=most,
        help_text=hint,
        widget=forms.NumberInput(attrs={"class": "field", "inputmode": "numeric"}),
        error_messages={
            "required": _("Fill in: %(label)s.") % {"label": label},
            "invalid": _("Write a whole number."),
            "min_value": _("Write %(limit_value)d or more."),
            "max_value": _("Write %(limit_value)d or less."),
        },
    )


def tick_field(label: Any, hint: Any = "") -> forms.BooleanField:
    """Yes or no."""
    return forms.BooleanField(
        label=label, required=False, help_text=hint, widget=forms.CheckboxInput(attrs={"class": "tick"})
    )
