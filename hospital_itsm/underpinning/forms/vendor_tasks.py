"""The forms about tasks with vendors and about promises."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.calendars import calendars_in_use
from hospital_itsm.people.models import WorkCalendar
from hospital_itsm.underpinning.choices import Unit
from hospital_itsm.underpinning.models import Promise, VendorTask
from vendors.forms import fields
from vendors.forms.fields import VersionForm, choice, line
from vendors.models import Contract

TYPED = "%Y-%m-%dT%H:%M"


class AnswerForm(VersionForm):
    """When the vendor answered, and its number for the task; sent empty it means now."""

    answered_at = forms.DateTimeField(
        label=_("When did they answer?"),
        required=False,
        help_text=_("Leave it empty for now."),
        widget=forms.DateTimeInput(attrs={"class": "field", "type": "datetime-local"}, format=TYPED),
        error_messages={"invalid": _("Give day and time, such as 2026-11-30 14:00.")},
    )
    number = line(
        _("Their number for it"), most=60, hint=_("What you read out on the phone, such as NL-40112.")
    )


class ContractChoice(forms.ModelChoiceField):
    """A contract, by number and title."""

    def label_from_instance(self, obj: Any) -> str:
        """Number and title."""
        return f"{obj.number} {obj.title}"


class ContractForm(VersionForm):
    """Which contract answers for the task."""

    contract = ContractChoice(
        label=_("Contract"),
        queryset=Contract.objects.none(),
        empty_label=_("Choose a contract"),
        help_text=_("Its promises count from the hand-over on."),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={
            "required": _("Choose the contract."),
            "invalid_choice": _(
                "This contract did not hold when the ticket was handed over. Choose another."
            ),
        },
    )

    def __init__(self, *args: Any, contracts: list[Contract], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["contract"]
        if isinstance(field, forms.ModelChoiceField):
            rows = Contract.objects.filter(pk__in=[one.pk for one in contracts])
            field.queryset = rows.order_by("number")


class PromiseForm(VersionForm):
    """A time a contract promises."""

    amount = forms.IntegerField(
        label=_("Within"),
        widget=forms.TextInput(attrs={"class": "field", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Give a whole number, such as 4."),
            "invalid": _("Give a whole number, such as 4."),
        },
    )
    unit = choice(_("Counted in"), Unit.choices)
    calendar = forms.ModelChoiceField(
        label=_("Support hours"),
        queryset=WorkCalendar.objects.none(),
        empty_label=_("Choose the hours"),
        help_text=_("The clock stands still outside these hours and on their holidays."),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={
            "required": _("Choose the hours the contract counts."),
            "invalid_choice": _("This calendar is retired. Choose another, or take it back into use."),
        },
    )
    credit = fields.amount(
        _("Credit for each miss"), digits=12, hint=_("Leave it empty where the contract names none.")
    )
    currency = line(_("Currency"), most=3, hint=_("Such as USD."))

    def __init__(self, *args: Any, keeps: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["calendar"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = calendars_in_use() | WorkCalendar.objects.filter(pk=keeps or 0)


def answer_fields(task: VendorTask) -> dict[str, Any]:
    """The present values for AnswerForm."""
    answered = timezone.localtime(task.answered_at) if task.answered_at else None
    return {"answered_at": answered, "number": task.number, "version": task.version}


def promise_fields(promise: Promise | None, contract: Contract) -> dict[str, Any]:
    """The present values for PromiseForm; `version` 0 where nothing is promised yet."""
    if promise is None:
        return {"unit": Unit.HOURS.value, "currency": contract.currency, "version": 0}
    names = ("amount", "unit", "credit", "currency", "version")
    return {name: getattr(promise, name) for name in names} | {"calendar": promise.calendar_id}
