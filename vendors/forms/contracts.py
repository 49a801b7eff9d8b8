"""The forms of the contract pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.audience import holders_of_any
from hospital_itsm.people.choices import Domain
from hospital_itsm.people.models import User
from vendors.choices import (
    Clause,
    ContractDecision,
    ContractKind,
    ContractStatus,
    NoticeUnit,
    PaymentSchedule,
    Uplift,
)
from vendors.forms.fields import Lines, VersionForm, amount, choice, day, line, whole
from vendors.models import Contract, Vendor

NEW_STATUSES = [
    (ContractStatus.DRAFT.value, _("Draft: only those who read contracts see it")),
    (ContractStatus.ACTIVE.value, _("Signed: it holds over its term")),
]


class Owner(forms.ModelChoiceField):
    """A person, by their full name."""

    def label_from_instance(self, obj: Any) -> str:
        """The full name."""
        return str(obj.full_name)


class ContractForm(VersionForm):
    """What a contract says."""

    number = line(
        _("Contract number"), required=_("Type the contract's number."), most=40, hint=_("Such as C-1001.")
    )
    title = line(_("Title"), required=_("Say what the contract is for."), most=160)
    vendor = forms.ModelChoiceField(
        label=_("Vendor"),
        queryset=Vendor.objects.none(),
        empty_label=_("Choose a vendor"),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={
            "required": _("Choose the vendor."),
            "invalid_choice": _("This vendor is retired. Choose another, or bring it back first."),
        },
    )
    kind = choice(_("Kind"), ContractKind.choices)
    starts_on = day(_("First day"), required=_("Give the first day."))
    ends_on = day(_("Last day"), required=_("Give the last day."), hint=_("Of the present term."))
    support_phone = line(
        _("Support phone"), most=40, hint=_("Leave it empty to use the vendor's number."), inputmode="tel"
    )
    support_hours = line(_("Support hours"), most=80)
    owner = Owner(
        label=_("Owner"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody yet: the vendor manager is reminded"),
        help_text=_("Is reminded before the notice date."),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"invalid_choice": _("This person may not read contracts. Choose another.")},
    )
    domain = choice(
        _("Answers to"),
        Domain.choices,
        empty=_("Not known"),
        hint=_("Says which vice president is reminded."),
    )
    cost_center = line(_("Cost center"), most=20)
    term_months = whole(_("Term in months"), hint=_("Leave it empty for a term that is no whole months."))
    auto_renew = forms.BooleanField(label=_("Renews by itself"), required=False)
    renewal_term_months = whole(_("Renews for (months)"))
    notice_value = whole(_("Notice period"), hint=_("How long before the last day the vendor must be told."))
    notice_unit = choice(_("Counted in"), NoticeUnit.choices, empty=_("No notice period"))
    decide_by = day(_("Decide by"), hint=_("When the decision about renewal is due."))
    annual_value = amount(_("Value a year"), digits=14)
    currency = line(_("Currency"), most=3, hint=_("Such as USD."))
    payment_schedule = choice(_("Paid"), PaymentSchedule.choices, empty=_("Not known"))
    uplift = choice(_("Price rise limited to"), Uplift.choices, empty=_("Not known"))
    uplift_percent = amount(_("Percentage"), digits=5)
    phi_access = choice(_("Vendor touches patient data"), Clause.choices, empty=_("Not known"))
    termination_for_convenience = choice(
        _("We may end it without a cause"), Clause.choices, empty=_("Not known")
    )
    data_return_clause = choice(_("Returns our data at the end"), Clause.choices, empty=_("Not known"))
    security_exhibit = choice(_("Has a security exhibit"), Clause.choices, empty=_("Not known"))
    insurance_ends_on = day(_("Vendor insurance ends"))
    penalties = line(_("Penalties"), most=400)
    sla_clauses = Lines(_("Promises of the vendor"), hint=_("One a line, such as: on site within 4 hours."))

    def __init__(self, *args: Any, keeps: int | None = None, owner: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        readers = [one.pk for one in holders_of_any(["contract.read"])]
        people = self.fields["owner"]
        if isinstance(people, forms.ModelChoiceField):
            people.queryset = User.objects.filter(pk__in=[*readers, owner or 0]).order_by("full_name")
        field = self.fields["vendor"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Vendor.objects.in_use() | Vendor.objects.filter(pk=keeps or 0)


class NewContractForm(ContractForm):
    """A contract to be added."""

    field_order = ("version", "number", "title", "vendor", "kind", "status")
    status = choice(_("How it stands"), NEW_STATUSES)


class DecideForm(VersionForm):
    """What is to become of a contract."""

    decision = choice(_("Decision"), ContractDecision.choices)
    reason = line(_("Why?"), required=_("Say in one line why."), most=400)


class ReasonForm(VersionForm):
    """Why a step of a contract's life is taken; the view puts the question."""

    reason = line(_("Reason"), required=_("Say in one line why."), most=200)


class RenewForm(VersionForm):
    """What is other in the contract that comes after one."""

    new_number = line(
        _("Number of the new contract"),
        required=_("Type the contract's number."),
        most=40,
        hint=_("Such as C-1042."),
    )
    starts_on = day(_("First day"), required=_("Give the first day."))
    ends_on = day(_("Last day"), required=_("Give the last day."))
    annual_value = amount(_("Value a year"), digits=14, hint=_("As it is proposed now."))


def contract_fields(contract: Contract) -> dict[str, Any]:
    """The present values for ContractForm."""
    return {
        name: getattr(contract, name) for name in ContractForm.base_fields if name not in ("vendor", "owner")
    } | {
        "vendor": contract.vendor_id,
        "owner": contract.owner_id,
        "sla_clauses": "\n".join(contract.sla_clauses),
    }
