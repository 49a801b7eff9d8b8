"""Fields the forms of the inventory share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.models import CareArea, Team
from vendors.access import seen_contract
from vendors.models import Contract, Vendor


def optional_day(label: Any, hint: Any = "") -> forms.DateField:
    """A day of the calendar that may stay open."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.DateInput(attrs={"class": "field", "type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like 2026-11-30.")},
    )


def optional_choice(label: Any, choices: Any, hint: Any = "") -> forms.ChoiceField:
    """One of a list, or none."""
    return forms.ChoiceField(
        label=label,
        choices=[("", _("Not known")), *choices],
        required=False,
        help_text=hint,
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"invalid_choice": _("Choose one of the listed values.")},
    )


def amount(label: Any, hint: Any = "") -> forms.DecimalField:
    """An amount of money."""
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"class": "field", "inputmode": "decimal", "step": "0.01"}),
        error_messages={
            "invalid": _("Write an amount, such as 1250.00."),
            "min_value": _("Write 0 or more."),
        },
    )


def prose(label: Any, most: int, *, rows: int = 3, hint: Any = "") -> forms.CharField:
    """Some lines of text."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        help_text=hint,
        widget=forms.Textarea(attrs={"class": "field", "rows": rows, "autocomplete": "off"}),
        error_messages={"max_length": _("Use at most %(limit_value)d characters.")},
    )


def row(label: Any, rows: Any, *, hint: Any = "") -> forms.ModelChoiceField:
    """One stored row, or none."""
    return forms.ModelChoiceField(
        label=label,
        queryset=rows,
        required=False,
        empty_label=_("None"),
        help_text=hint,
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"invalid_choice": _("That one is no longer in use. Choose another.")},
    )


UNITS = CareArea.objects.filter(is_active=True).order_by("name")
QUEUES = Team.objects.filter(is_active=True).order_by("name")
VENDORS = Vendor.objects.in_use().order_by("name")
CONTRACTS = Contract.objects.exclude(status="terminated").order_by("number")


def offering(form: forms.Form, actor: Any) -> forms.Form:
    """The form, its contracts those the actor sees; one that stands there unseen stays, and is not asked for."""
    present = form.initial.get("contract")
    if present is not None and seen_contract(present, actor) is None:
        del form.fields["contract"]
    else:
        form.fields["contract"].queryset = CONTRACTS.visible_to(actor)  # type: ignore[attr-defined]
    return form
