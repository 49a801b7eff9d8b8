"""The forms of an asset: what it is, where it is, the steps of its life."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from assets.choices import AssetClass, AssetStatus, CustomKind, LoanKind, SystemOfRecord, YesNoUnknown
from assets.forms.fields import (
    CONTRACTS,
    QUEUES,
    UNITS,
    VENDORS,
    amount,
    optional_choice,
    optional_day,
    prose,
    row,
)
from assets.forms.lookup import LookupField, find_model, find_person, find_place, typed_as
from assets.models import Asset, CustomField
from assets.rules.lifecycle import ARRIVALS, LIFECYCLE
from hospital_itsm.people.forms.setup_rows import tick_field
from vendors.forms.fields import VersionForm, choice, line

CUSTOM: Final = "custom_"
SECTIONS: Final[Sequence[tuple[Any, Sequence[str]]]] = (
    (
        _("What it is"),
        (
            *("tag", "status", "asset_class", "model", "name", "serial", "lot", "udi", "manufactured_on"),
            *("expires_on", "software_version"),
        ),
    ),
    (_("Where it is"), ("care_area", "location", "room", "custodian", "custodian_text")),
    (
        _("Risk and care"),
        (
            *("team", "owner_department", "life_support", "high_risk", "critical_workstation", "risk_reason"),
            *("backup", "failure_procedure", "stores_phi", "stores_phi_source"),
        ),
    ),
    (
        _("Cost and cover"),
        (
            *("acquired_on", "warranty_until", "end_of_support_on", "end_of_life_on", "cost"),
            *(
                "replacement_cost",
                "currency",
                "funding",
                "po_number",
                "vendor",
                "contract",
                "service_provider",
            ),
        ),
    ),
    (_("System of record"), ("system_of_record", "record_system")),
)


class AssetForm(VersionForm):
    """What is known of an asset. Custom fields of its class are added when the class is known."""

    tag = line(_("Tag"), most=40, hint=_("As on its label. Leave it empty for the next free number."))
    asset_class = choice(_("Class"), AssetClass.choices)
    model = LookupField(
        find=find_model,
        label=_("Model"),
        hint=_("Name, catalog number or device identifier of the catalogue."),
        listed="models",
    )
    name = line(_("Name"), hint=_("Only where people call it something else than its model."))
    serial = line(_("Serial number"), most=80)
    lot = line(_("Lot"), most=40)
    udi = line(_("UDI"), most=200, hint=_("Scan the label. Serial, lot and dates are read from it."))
    manufactured_on = optional_day(_("Made on"))
    expires_on = optional_day(_("Expires on"))
    software_version = line(_("Software version"), most=40)
    team = row(_("Queue"), QUEUES, hint=_("Who looks after it."))
    owner_department = row(_("Owner"), UNITS, hint=_("The department that pays for it."))
    life_support = tick_field(_("Life support"))
    high_risk = tick_field(_("High risk"))
    critical_workstation = tick_field(_("Critical workstation"))
    risk_reason = line(
        _("Why its risk differs from its model"), most=200, hint=_("Without a reason it follows its model.")
    )
    backup = line(_("Backup"), most=200, hint=_("What is used when it fails, and where it stands."))
    failure_procedure = prose(_("When it fails"), 1000, hint=_("What the unit does, step by step."))
    stores_phi = choice(_("Holds patient data"), YesNoUnknown.choices)
    stores_phi_source = line(_("Known from"), hint=_("Such as the maker's MDS2 form of 2026."))
    acquired_on = optional_day(_("Acquired on"))
    warranty_until = optional_day(_("Warranty until"))
    end_of_support_on = optional_day(_("Support ends on"))
    end_of_life_on = optional_day(_("Planned replacement"))
    cost = amount(_("Cost"))
    replacement_cost = amount(_("Replacement cost"))
    currency = line(_("Currency"), most=3)
    funding = line(_("Funding"), most=60)
    po_number = line(_("Purchase order"), most=40)
    vendor = row(_("Supplier"), VENDORS)
    contract = row(_("Contract"), CONTRACTS)
    service_provider = row(_("Serviced by"), VENDORS)
    system_of_record = choice(_("Record kept by"), SystemOfRecord.choices)
    record_system = line(_("Name of the other system"), most=40)

    def __init__(self, *args: Any, asset_class: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = SECTIONS
        custom = CustomField.objects.filter(asset_class=asset_class, is_active=True) if asset_class else ()
        for one in custom:
            self.fields[f"{CUSTOM}{one.key}"] = custom_control(one)

    def keep_closed(self, names: Collection[str]) -> None:
        """Show these fields without letting anybody type in them: another system keeps them."""
        for name in names:
            if name in self.fields:
                self.fields[name].required = False
                self.fields[name].widget.attrs["disabled"] = True

    def grouped(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings, those of the class last."""
        groups = [
            (title, [self[name] for name in names if name in self.fields]) for title, names in self.sections
        ]
        own = [self[name] for name in self.fields if name.startswith(CUSTOM)]
        return [(title, fields) for title, fields in [*groups, (_("Own fields"), own)] if fields]

    def clean(self) -> dict[str, Any]:
        """Gather the custom values under one name, as the action takes them."""
        data = dict(super().clean() or self.cleaned_data)
        own = {name: data.pop(name) for name in list(data) if name.startswith(CUSTOM)}
        if any(name.startswith(CUSTOM) for name in self.fields):
            data["custom"] = {name.removeprefix(CUSTOM): value for name, value in own.items()}
        self.cleaned_data = data
        return data

    def add_error(self, field: str | None, error: Any) -> None:
        """Custom fields are refused as `custom.key`."""
        if field and field.startswith("custom."):
            field = f"{CUSTOM}{field.removeprefix('custom.')}"
        super().add_error(field if field in self.fields else None, error)


class NewAssetForm(AssetForm):
    """An asset that is added, with where it is."""

    status = choice(
        _("Status"), [(code, AssetStatus(code).label) for code in LIFECYCLE.states if code in ARRIVALS]
    )
    care_area = row(_("Unit"), UNITS, hint=_("Where it belongs."))
    location = LookupField(
        find=find_place, label=_("Place"), hint=_("The code of the place where it stands."), listed="places"
    )
    room = line(_("Room"), most=40)
    custodian = LookupField(find=find_person, label=_("Held by"), hint=_("User name or full name."))
    custodian_text = line(_("Held by, not in the directory"), most=80)


class MoveForm(VersionForm):
    """Where an asset goes and who has it then."""

    location = LookupField(
        find=find_place,
        label=_("Place"),
        hint=_("The code of the place where it stands now."),
        listed="places",
    )
    room = line(_("Room"), most=40)
    care_area = row(_("Unit"), UNITS, hint=_("Where it belongs. Leave it as it is for a loan."))
    custodian = LookupField(find=find_person, label=_("Held by"), hint=_("User name or full name."))
    custodian_text = line(_("Held by, not in the directory"), most=80)
    reason = line(_("Reason"), most=200)


class RentalForm(VersionForm):
    """That an asset is a vendor's and goes back."""

    kind = choice(_("Kind"), [one for one in LoanKind.choices if one[0] != LoanKind.LENT_OUT])
    vendor = forms.ModelChoiceField(
        label=_("Belongs to"),
        queryset=VENDORS,
        empty_label=_("Choose a vendor"),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"required": _("Choose the vendor.")},
    )
    return_on = optional_day(_("Goes back on"))
    charge_per_day = amount(_("Charge a day"))

    def clean_return_on(self) -> Any:
        """The day must be there."""
        if not self.cleaned_data["return_on"]:
            raise forms.ValidationError(_("Say when it goes back."))
        return self.cleaned_data["return_on"]


def custom_control(field: CustomField) -> forms.Field:
    """The control of a custom field."""
    if field.kind == CustomKind.CHOICE:
        return optional_choice(field.label, [(one, one) for one in field.choices])
    if field.kind == CustomKind.YES_NO:
        return optional_choice(field.label, [("yes", _("Yes")), ("no", _("No"))])
    attributes = {CustomKind.DATE: {"type": "date"}, CustomKind.NUMBER: {"inputmode": "decimal"}}
    return line(field.label, most=200, **attributes.get(CustomKind(field.kind), {}))


def asset_values(asset: Asset) -> dict[str, Any]:
    """The present values for AssetForm."""
    names = [name for name in AssetForm.base_fields if hasattr(asset, name)]
    return {**{name: getattr(asset, name) for name in names}, **custom_values(asset.custom)}


def as_typed(form: forms.Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """Stored values as the form would send them: rows by their key, or as they are typed."""
    return {name: _as_typed(form.fields.get(name), value) for name, value in values.items()}


def _as_typed(field: forms.Field | None, value: Any) -> Any:
    if isinstance(field, LookupField):
        return typed_as(value) if value else ""
    if isinstance(field, forms.ModelChoiceField):
        return value.pk if value else None
    return value


def custom_values(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Stored custom values as their controls show them."""
    words = {True: "yes", False: "no"}
    return {
        f"{CUSTOM}{key}": words[value] if isinstance(value, bool) else value for key, value in stored.items()
    }
