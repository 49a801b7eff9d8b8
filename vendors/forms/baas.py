"""The forms of the pages of business associate agreements."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.audience import holders_of_any
from hospital_itsm.people.models import User
from vendors.choices import Clause, GatePurpose, Provision
from vendors.forms.contracts import Owner
from vendors.forms.fields import VersionForm, choice, day, line, whole
from vendors.models import Baa, Vendor
from vendors.rules.baa import CITATIONS
from vendors.rules.countries import NAMES

PREFIX: Final = "says_"
SPARE_ROWS: Final = 3
COUNTRIES: Final = [("", _("Choose a country")), *sorted(NAMES.items(), key=lambda one: one[1])]


class BaaForm(VersionForm):
    """What an agreement says; one field for each provision."""

    owner = Owner(
        label=_("Owner"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody yet: the vendor manager is reminded"),
        help_text=_("Is reminded before the last day."),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"invalid_choice": _("This person may not read BAAs. Choose another.")},
    )
    executed_on = day(_("Signed by both on"), hint=_("Leave it empty for a draft."))
    effective_on = day(_("First day"))
    expires_on = day(_("Last day"))
    is_evergreen = forms.BooleanField(label=_("No last day: it holds until it is terminated"), required=False)
    breach_notice_days = whole(
        _("Tells us of a breach within (days)"),
        hint=_("The law allows at most 60; 5 to 10 are often agreed."),
    )
    offshore_allowed = choice(
        _("Work outside the United States allowed"), Clause.choices, empty=_("Not known")
    )
    cyber_insurance = choice(_("Asks for cyber insurance"), Clause.choices, empty=_("Not known"))
    reviewed_on = day(_("Last reviewed"))
    note = line(_("Note"), most=400)

    def __init__(self, *args: Any, owner: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in Provision.values:
            self.fields[f"{PREFIX}{code}"] = choice(
                Provision(code).label,
                Clause.choices,
                empty=_("Not checked"),
                hint=f"45 CFR {CITATIONS[code]}",
            )
        readers = [one.pk for one in holders_of_any(["contract.read", "baa.manage"])]
        people = self.fields["owner"]
        if isinstance(people, forms.ModelChoiceField):
            people.queryset = User.objects.filter(pk__in=[*readers, owner or 0]).order_by("full_name")

    def plain_fields(self) -> list[forms.BoundField]:
        """The fields above the provisions."""
        return [one for one in self.visible_fields() if not one.name.startswith(PREFIX)]

    def provision_fields(self) -> list[forms.BoundField]:
        """One field for each provision."""
        return [one for one in self.visible_fields() if one.name.startswith(PREFIX)]


class NewBaaForm(BaaForm):
    """An agreement to be added."""

    field_order = ("version", "vendor")
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["vendor"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Vendor.objects.in_use()


class EndBaaForm(VersionForm):
    """From when and why an agreement holds no longer."""

    on = day(_("First day without it"), hint=_("Leave it empty for today."))
    reason = line(_("Why does it end?"), required=_("Say in one line why it ends."), most=400)


class OverrideForm(forms.Form):
    """What is let through for 24 hours, and why."""

    use_required_attribute = False
    purpose = choice(_("What may happen without a BAA"), GatePurpose.choices)
    reason = line(
        _("Why can it not wait?"),
        required=_("Say why this cannot wait for a BAA."),
        most=400,
        hint=_("Write no patient data."),
    )


class SubcontractorsForm(VersionForm):
    """All subcontractors of an agreement, and room for a few more; a row without a name is dropped."""

    def __init__(self, *args: Any, rows: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = sum(1 for name in self.data if name.startswith("name_"))
        self.count = max(len(rows) + SPARE_ROWS, min(sent, 100))
        for number in range(self.count):
            row = rows[number] if number < len(rows) else None
            self.fields[f"name_{number}"] = line(_("Name"))
            self.fields[f"country_{number}"] = forms.ChoiceField(
                label=_("Country"),
                required=False,
                choices=COUNTRIES,
                widget=forms.Select(attrs={"class": "field"}),
                error_messages={"invalid_choice": _("Choose one of the listed values.")},
            )
            self.fields[f"is_bound_{number}"] = choice(
                _("Bound by the same terms"), Clause.choices, empty=_("Not known")
            )
            if row is not None:
                self.initial[f"name_{number}"] = row.name
                self.initial[f"country_{number}"] = row.country
                self.initial[f"is_bound_{number}"] = row.is_bound

    def table(self) -> list[dict[str, forms.BoundField]]:
        """The fields row by row."""
        parts = ("name", "country", "is_bound")
        return [{part: self[f"{part}_{number}"] for part in parts} for number in range(self.count)]


def baa_fields(baa: Baa) -> dict[str, Any]:
    """The present values for BaaForm."""
    plain = {name: getattr(baa, name) for name in BaaForm.base_fields if name != "owner"}
    answers = {f"{PREFIX}{code}": answer for code, answer in baa.answers().items()}
    return {**plain, "owner": baa.owner_id, **answers}


def baa_values(data: dict[str, Any]) -> dict[str, Any]:
    """Cleaned values of BaaForm as the actions take them."""
    provisions = {name.removeprefix(PREFIX): value for name, value in data.items() if name.startswith(PREFIX)}
    plain = {name: value for name, value in data.items() if not name.startswith(PREFIX)}
    return {**plain, "provisions": provisions}


def subcontractor_rows(data: dict[str, Any]) -> list[dict[str, str]]:
    """Cleaned values of SubcontractorsForm row by row, without rows that have no name."""
    parts = ("name", "country", "is_bound")
    numbers = [name.removeprefix("name_") for name in data if name.startswith("name_")]
    return [
        {part: data[f"{part}_{number}"] for part in parts} for number in numbers if data[f"name_{number}"]
    ]
