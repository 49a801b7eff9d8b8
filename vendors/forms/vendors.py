"""The forms of the vendor pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vendors.choices import VendorKind
from vendors.forms.fields import VersionForm, line
from vendors.models import Vendor

LINES = 4


class VendorForm(VersionForm):
    """What is known of a vendor, with its other names one a line."""

    name = line(_("Name"), required=_("Type the company's name."))
    support_phone = line(
        _("Support phone"), most=40, hint=_("The number that answers at night."), inputmode="tel"
    )
    support_hours = line(
        _("Support hours"), most=80, hint=_("Such as: 24 x 7, or Mon to Fri 07:00-18:00 Central.")
    )
    account_number = line(_("Our account number"), most=60, hint=_("They ask for it on the phone."))
    support_email = forms.EmailField(
        label=_("Support e-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={"invalid": _("This is no e-mail address. Write it like name@example.org.")},
    )
    website = forms.URLField(
        label=_("Support site"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={"invalid": _("This is no web address. Write it like https://support.example.org.")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("What this company is to us"),
        required=False,
        choices=VendorKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose among the listed kinds.")},
    )
    aliases = forms.CharField(
        label=_("Other names"),
        required=False,
        max_length=8_000,
        help_text=_(
            "One a line: former names, brands, misspellings. Recalls and imports find the company by them."
        ),
        widget=forms.Textarea(attrs={"class": "field", "rows": LINES, "autocomplete": "off"}),
    )

    def clean_aliases(self) -> list[str]:
        """The names, one for each line."""
        return [name for name in (part.strip() for part in self.cleaned_data["aliases"].splitlines()) if name]


class MergeForm(VersionForm):
    """Which record of the company stays."""

    into = forms.ModelChoiceField(
        label=_("The record that stays"),
        queryset=Vendor.objects.none(),
        empty_label=_("Choose a vendor"),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={
            "required": _("Choose the record that stays."),
            "invalid_choice": _("Choose one of the list."),
        },
    )

    def __init__(self, *args: Any, vendors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = vendors


class RetireForm(VersionForm):
    """Why a vendor is no longer used."""

    reason = line(_("Reason"), most=200, hint=_("It stays in the audit trail."))


def vendor_fields(vendor: Vendor) -> dict[str, Any]:
    """The present values for VendorForm."""
    names = [name for name in VendorForm.base_fields if name != "aliases"]
    aliases = "\n".join(vendor.aliases.values_list("name", flat=True))
    return {**{name: getattr(vendor, name) for name in names}, "aliases": aliases}
