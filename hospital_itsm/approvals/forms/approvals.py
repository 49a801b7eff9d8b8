"""The forms of approvals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.approvals import subjects
from hospital_itsm.approvals.choices import Approver
from hospital_itsm.people.choices import AccountKind
from hospital_itsm.people.forms.setup_rows import (
    NamedChoice,
    RowForm,
    choice_field,
    code_field,
    number_field,
    row_field,
    text_field,
)
from hospital_itsm.people.models import User

LONGEST_REASON = 400


def day_field(label: Any, required: Any) -> forms.DateField:
    """A day that has to be given."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"class": "field", "type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": required, "invalid": _("Write the day like 2026-11-30.")},
    )


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of subjects, read when a form is drawn."""
    return subjects.choices()


class RuleForm(RowForm):
    """A rule of who approves what."""

    code = code_field(40, _("Such as CONTRACT-CIO."))
    name = text_field(_("Name"), 80, required=True)
    kind = forms.ChoiceField(
        label=_("What"), choices=kind_choices, widget=forms.Select(attrs={"class": "field"})
    )
    from_amount = forms.DecimalField(
        label=_("From this amount on"),
        max_digits=14,
        decimal_places=2,
        min_value=0,
        widget=forms.TextInput(attrs={"class": "field", "inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "required": _("Write an amount; 0 means always."),
            "invalid": _("Write a number such as 10000.00, without thousands marks."),
            "min_value": _("Write 0 or more."),
        },
    )
    currency = text_field(_("Currency"), 3, required=True, hint=_("Such as USD."))
    approver = choice_field(_("Approver"), Approver.choices)
    position = number_field(
        _("Order"), least=1, most=99, hint=_("Who is asked first among rules of the same amount.")
    )

    def values(self) -> dict[str, Any]:
        """The currency in capitals."""
        given = super().values()
        return {**given, "currency": given["currency"].upper()}


class DecisionForm(forms.Form):
    """What an approver says."""

    use_required_attribute = False
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("Needed to reject. Write no patient data."),
        widget=forms.Textarea(attrs={"class": "field", "rows": 2}),
        error_messages={"max_length": _("Use at most %(limit_value)d characters.")},
    )


class DelegationForm(forms.Form):
    """To whom, from when until when, of what."""

    use_required_attribute = False
    taker: NamedChoice = row_field(
        _("To whom"),
        User.objects.filter(is_active=True, kind=AccountKind.PERSON).order_by("full_name"),
        empty=_("Choose"),
        required=True,
    )
    first_on = day_field(_("First day"), _("Give the first day."))
    last_on = day_field(_("Last day"), _("Give the last day."))
    reason = text_field(_("Why"), 200, required=True, hint=_("Such as: on leave."))
    kinds = forms.MultipleChoiceField(
        label=_("Only for"), required=False, choices=kind_choices, widget=forms.CheckboxSelectMultiple
    )
