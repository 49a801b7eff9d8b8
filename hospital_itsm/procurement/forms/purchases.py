"""The forms of purchases, their options, orders and deliveries."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from assets.choices import AssetClass
from assets.models import DeviceModel
from hospital_itsm.budget.forms.budgets import Named, line_words, open_lines
from hospital_itsm.people.choices import Domain
from hospital_itsm.procurement.choices import Interest
from hospital_itsm.procurement.models import Option, OptionLine, Purchase
from vendors.choices import Clause
from vendors.forms.fields import Lines, VersionForm, choice, day, whole
from vendors.forms.fields import amount as money
from vendors.forms.fields import line as words
from vendors.models import Vendor


def sentences(label: Any, *, most: int, hint: Any = "", required: Any = "") -> forms.CharField:
    """Several lines of text; `required` is what is said where it is missing, empty for an optional one."""
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=most,
        help_text=hint,
        widget=forms.Textarea(attrs={"class": "field", "rows": "4"}),
        error_messages={"required": required, "max_length": _("Use at most %(limit_value)d characters.")},
    )


class PurchaseForm(VersionForm):
    """What is to be bought and why."""

    title = words(
        _("What is to be bought?"), required=_("Say in a few words what is to be bought."), most=120
    )
    need = sentences(
        _("What for?"),
        most=2000,
        required=_("Say what it is needed for."),
        hint=_("What happens without it. No names of patients."),
    )
    domain = choice(_("Answers to"), Domain.choices)
    line = Named(_("Budget line"), _("None: bought outside the budget"), "name")
    unplanned_reason = words(
        _("Why outside the budget?"), most=400, hint=_("Only where no budget line pays for it.")
    )
    needed_on = day(_("Needed by"))
    phi_access = choice(
        _("Does the vendor touch patient data through it?"), Clause.choices, empty=_("Not known yet")
    )
    interest = choice(_("Interest in a vendor"), Interest.choices, empty=_("Not answered yet"))
    interest_words = words(_("Which interest?"), most=400, hint=_("Approvers read it."))

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines: Any = self.fields["line"]
        lines.queryset = open_lines().visible_to(actor)
        lines.label_from_instance = line_words


class OptionForm(VersionForm):
    """What one vendor offers."""

    vendor = Named(_("Vendor"), _("Choose a vendor"), "name")
    quote_number = words(_("Number of the quote"), most=60)
    quoted_on = day(_("Quoted on"))
    valid_until = day(_("The quote holds until"), hint=_("After this day it cannot be approved or ordered."))
    delivery_days = whole(_("Days to deliver"))
    currency = words(_("Currency"), required=_("Write the three letters of a currency, such as USD."), most=3)
    extra = money(_("Shipping and taxes"), digits=14)
    notes = sentences(_("What speaks for it, what against it?"), most=1000)

    def __init__(self, *args: Any, vendor: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["vendor"]
        chosen.queryset = Vendor.objects.in_use() | Vendor.objects.filter(pk=vendor or 0)


class LineForm(VersionForm):
    """Pieces of one thing."""

    what = words(_("What"), required=_("Say what it is."), most=120)
    quantity = whole(_("How many"))
    unit_price = money(_("Price of one"), digits=12)
    asset_class = choice(
        _("Recorded as assets"),
        AssetClass.choices,
        empty=_("No"),
        hint=_("Each piece that comes gets a tag."),
    )
    model = words(_("Model"), most=120, hint=_("As it stands in the catalog, where it is there."))
    warranty_months = whole(_("Months of warranty"))

    def clean_quantity(self) -> int:
        """One piece at least."""
        given = self.cleaned_data["quantity"]
        if not given or not 0 < given < 10**6:
            raise forms.ValidationError(_g("Give how many, from 1 to 999,999."))
        return int(given)

    def clean_warranty_months(self) -> int | None:
        """A span a person means."""
        given = self.cleaned_data["warranty_months"]
        if given is not None and not 0 <= given <= 600:
            raise forms.ValidationError(_g("Give 0 to 600 months."))
        return given

    def clean_model(self) -> DeviceModel | None:
        """The model of the name."""
        given = self.cleaned_data["model"]
        if not given:
            return None
        found = list(DeviceModel.objects.filter(name__iexact=given)[:2])
        if len(found) == 1:
            return found[0]
        raise forms.ValidationError(
            _g("Several models are called this. Leave it empty and choose one on each asset.")
            if found
            else _g("The catalog has no model of this name. Leave it empty, or add it there first.")
        )


class QuoteFileForm(VersionForm):
    """A file of an offer."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A PDF, a picture, plain text or an Office file without macros. No patient data."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"class": "field"}),
        error_messages={"required": _("Choose a file.")},
    )


class ChooseForm(VersionForm):
    """Which option, and why."""

    option = forms.ChoiceField(
        label=_("Which one?"),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={
            "required": _("Choose one of its options."),
            "invalid_choice": _("Choose one of its options."),
        },
    )
    memo = sentences(
        _("Decision memo"),
        most=2000,
        required=_("Say why this one, and why not the others."),
        hint=_("Why this one, why not the others. Approvers and auditors read it."),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options: Any = self.fields["option"]
        options.choices = choices

    def clean_option(self) -> int:
        """Its key."""
        return int(self.cleaned_data["option"])


class ReasonForm(VersionForm):
    """Why something is done."""

    reason = words(_("Why?"), required=_("Say in one line why."), most=200)


class CloseForm(VersionForm):
    """Why a purchase is closed; needed where not all of it came."""

    reason = words(_("What will not come, and why?"), most=200)


class OrderForm(VersionForm):
    """The order as the vendor knows it."""

    order_number = words(
        _("Order number"),
        required=_("Give the order number, up to 40 characters."),
        most=40,
        hint=_("PO-48213"),
    )
    ordered_on = day(_("Ordered on"), required=_("Give the day."))
    expected_on = day(_("Expected on"), hint=_("What the vendor promised; a late order is marked."))


class ReceiveForm(VersionForm):
    """How many of each line came."""

    received_on = day(_("Received on"), required=_("Give the day."))
    delivery_note = words(_("Delivery note"), most=60)

    def __init__(self, *args: Any, lines: Mapping[int, tuple[str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for pk, (what, missing) in lines.items():
            hint = _g("%(missing)d are still to come.") % {"missing": missing}
            self.fields[f"line_{pk}"] = whole(what, hint=hint)


class AssetsForm(VersionForm):
    """Tags and serial numbers of received pieces."""

    devices = Lines(
        _("Pieces"),
        hint=_(
            "One a line: tag, blank, serial number. A dash instead of the tag takes the next free number, as in "
            "“- SN-48213”."
        ),
    )

    def clean_devices(self) -> list[tuple[str, str]]:
        """Pairs of tag and serial number."""
        found = []
        for one in self.cleaned_data["devices"]:
            tag, _blank, serial = one.partition(" ")
            found.append(("" if tag == "-" else tag, serial.strip()))
        return found


def purchase_fields(row: Purchase) -> dict[str, Any]:
    """The present values for PurchaseForm."""
    plain = (
        "title", "need", "domain", "unplanned_reason", "needed_on", "phi_access", "interest", "interest_words",
        "version",
    )  # fmt: skip
    return {**{name: getattr(row, name) for name in plain}, "line": row.line_id}


def option_fields(row: Option) -> dict[str, Any]:
    """The present values for OptionForm."""
    plain = ("quote_number", "quoted_on", "valid_until", "delivery_days", "currency", "extra", "notes")
    return {**{name: getattr(row, name) for name in plain}, "vendor": row.vendor_id}


def line_fields(row: OptionLine) -> dict[str, Any]:
    """The present values for LineForm."""
    plain = ("what", "quantity", "unit_price", "asset_class", "warranty_months")
    return {**{name: getattr(row, name) for name in plain}, "model": row.model.name if row.model else ""}
