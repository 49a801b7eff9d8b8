"""The forms of the contract pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vendors.choices import ContractKind, ContractStatus
from vendors.forms.fields import VersionForm, choice, day, line
from vendors.models import Contract, Vendor

NEW_STATUSES = [
    (ContractStatus.DRAFT.value, _("Draft: only those who read contracts see it")),
    (ContractStatus.ACTIVE.value, _("Signed: it holds over its term")),
]


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

    def __init__(self, *args: Any, keeps: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["vendor"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Vendor.objects.in_use() | Vendor.objects.filter(pk=keeps or 0)


class NewContractForm(ContractForm):
    """A contract to be added."""

    field_order = ("version", "number", "title", "vendor", "kind", "status")
    status = choice(_("How it stands"), NEW_STATUSES)


class TerminateForm(VersionForm):
    """Why a contract ends before its last day."""

    reason = line(_("Why does it end?"), required=_("Say in one line why it ends."), most=200)


def contract_fields(contract: Contract) -> dict[str, Any]:
    """The present values for ContractForm."""
    return {name: getattr(contract, name) for name in ContractForm.base_fields if name != "vendor"} | {
        "vendor": contract.vendor_id
    }
