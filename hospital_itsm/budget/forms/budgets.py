"""The forms of budgets and cost entries."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from assets.models import Asset, Service
from hospital_itsm.budget.choices import Purpose, Spending, YearStatus
from hospital_itsm.budget.models import BudgetLine
from hospital_itsm.people.audience import holders_of_any
from hospital_itsm.people.choices import Domain
from hospital_itsm.people.models import User
from vendors.forms.fields import Lines, VersionForm, choice, day
from vendors.forms.fields import amount as money
from vendors.forms.fields import line as words
from vendors.models import Contract, Vendor


class YearForm(forms.Form):
    """When a fiscal year begins."""

    use_required_attribute = False
    starts_on = day(_("First day"), required=_("Give the first day."), hint=_("The first of a month."))


class ReasonForm(VersionForm):
    """Why something is done."""

    reason = words(_("Why?"), required=_("Say why in one line."), most=200)


class AmendForm(VersionForm):
    """Another amount for an approved line."""

    amount = money(_("New amount of the year"), digits=14)
    reason = words(
        _("Why?"),
        required=_("Say why in one line."),
        most=400,
        hint=_("Who approves budgets answers for it."),
    )

    def clean_amount(self) -> Decimal:
        """An amount is needed here."""
        return needed(self.cleaned_data["amount"])


class Named(forms.ModelChoiceField):
    """A row by a name of its own."""

    def __init__(self, label: Any, empty: Any, name: str, hint: Any = "") -> None:
        super().__init__(
            label=label,
            queryset=User.objects.none(),
            required=False,
            empty_label=empty,
            help_text=hint,
            widget=forms.Select(attrs={"class": "field"}),
            error_messages={"invalid_choice": _("Choose one of the listed values.")},
        )
        self.name = name

    def label_from_instance(self, obj: Any) -> str:
        """The words for it."""
        return str(getattr(obj, self.name))


class LineForm(VersionForm):
    """What a line of the budget says."""

    name = words(_("What for"), required=_("Say what the money is for."), most=120)
    cost_center = words(_("Cost center"), required=_("Give the cost center, such as 6720."), most=20)
    domain = choice(_("Answers to"), Domain.choices)
    purpose = choice(_("Purpose"), Purpose.choices)
    spending = choice(_("Spending"), Spending.choices)
    owner = Named(_("Owner"), _("Nobody yet"), "full_name", _("Those who may read budgets can be chosen."))
    currency = words(_("Currency"), required=_("Write the three letters of a currency, such as USD."), most=3)
    amount = money(_("Amount of the year"), digits=14, hint=_("Leave it empty where you plan by month."))
    months = Lines(
        _("By month"),
        hint=_("Twelve amounts, one a line. Empty: every month the same."),
    )
    contracts = Lines(_("Contracts it pays"), hint=_("Contract numbers such as C-1005, one a line."))

    def __init__(self, *args: Any, domains: Sequence[str], owner: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed: Any = self.fields["domain"]
        allowed.choices = [one for one in Domain.choices if one[0] in domains]
        chosen: Any = self.fields["owner"]
        readers = [one.pk for one in holders_of_any(["budget.read"])]
        chosen.queryset = User.objects.filter(pk__in=[*readers, *([owner] if owner else [])]).order_by(
            "full_name"
        )

    def clean_months(self) -> list[Decimal] | None:
        """Twelve amounts, or None."""
        given = self.cleaned_data["months"]
        if not given:
            return None
        try:
            found = [Decimal(one.replace(",", "")) for one in given]
        except ArithmeticError:
            raise forms.ValidationError(_g("Write numbers such as 148000.00, one a line.")) from None
        if any(not one.is_finite() or abs(one) >= 10**12 or one != round(one, 2) for one in found):
            raise forms.ValidationError(_g("Write numbers such as 148000.00, one a line."))
        if len(found) != 12:
            raise forms.ValidationError(_g("Give twelve amounts, one a month; these are %d.") % len(found))
        return [round(one, 2) for one in found]

    def clean_contracts(self) -> list[Contract]:
        """The contracts of these numbers."""
        wanted = self.cleaned_data["contracts"]
        found = {one.number.lower(): one for one in Contract.objects.filter(number__in=wanted)}
        if missing := [number for number in wanted if number.lower() not in found]:
            raise forms.ValidationError(_g("There is no contract %s.") % missing[0])
        return list(found.values())


class EntryForm(forms.Form):
    """What was spent, on what."""

    use_required_attribute = False
    booked_on = day(_("Day"), required=_("Give the day."), hint=_("Of the invoice or payment."))
    amount = money(_("Amount"), digits=14, hint=_("Below zero for money back."))
    currency = words(_("Currency"), required=_("Write the three letters of a currency, such as USD."), most=3)
    line = Named(_("Budget line"), _("None: spent outside the budget"), "name")
    vendor = Named(_("Vendor"), _("Not known"), "name")
    contract = words(_("Contract"), most=40, hint=_("Its number, such as C-1005."))
    asset = words(_("Asset"), most=40, hint=_("Its tag, where it was spent on one thing."))
    service = words(_("Service"), most=40, hint=_("Its code, such as A001."))
    invoice_number = words(_("Invoice number"), most=60)
    position = words(
        _("Position on the invoice"), most=20, hint=_("Only where one invoice is booked in parts.")
    )
    order_number = words(_("Order number"), most=40, hint=_("As it stands on the invoice, such as PO-48213."))
    what = words(_("What for"), most=120, hint=_("No names of patients."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines: Any = self.fields["line"]
        lines.queryset = open_lines()
        lines.label_from_instance = line_words
        vendors: Any = self.fields["vendor"]
        vendors.queryset = Vendor.objects.in_use()

    def clean_amount(self) -> Decimal:
        """An amount is needed here."""
        return needed(self.cleaned_data["amount"])

    def clean_contract(self) -> Contract | None:
        """The contract of the number."""
        return one_of(Contract.objects.all(), "number__iexact", self.cleaned_data["contract"])

    def clean_asset(self) -> Asset | None:
        """The asset of the tag."""
        return one_of(Asset.objects.all(), "tag__iexact", self.cleaned_data["asset"])

    def clean_service(self) -> Service | None:
        """The service of the code."""
        return one_of(Service.objects.all(), "code__iexact", self.cleaned_data["service"])


def needed(value: Decimal | None) -> Decimal:
    """The amount. Raises ValidationError for none."""
    if value is None:
        raise forms.ValidationError(_g("Give the amount."))
    return value


def one_of(rows: Any, lookup: str, value: str) -> Any:
    """The row that a typed code names, None for an empty one. Raises ValidationError."""
    if not value:
        return None
    found = rows.filter(**{lookup: value}).first()
    if found is None:
        raise forms.ValidationError(_g("Nothing here is called %s. Check the spelling.") % value[:40])
    return found


def open_lines() -> Any:
    """Lines on which something can be booked, with their year."""
    rows = BudgetLine.objects.exclude(year__status=YearStatus.CLOSED).select_related("year")
    return rows.order_by("-year__starts_on", "cost_center", "name")


def line_words(row: Any) -> str:
    """A line as a menu names it."""
    return f"{row.year.label} · {row.cost_center} · {row.name}"


def line_fields(row: BudgetLine) -> dict[str, Any]:
    """The present values for LineForm."""
    plain = ("name", "cost_center", "domain", "purpose", "spending", "currency", "amount", "version")
    return {name: getattr(row, name) for name in plain} | {
        "owner": row.owner_id,
        "months": "\n".join(str(one) for one in row.months),
        "contracts": "\n".join(link.contract.number for link in row.links.select_related("contract")),
    }
