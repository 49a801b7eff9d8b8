"""The forms of the catalogue, the places and the custom fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assets.choices import AssetClass, CustomKind, DeviceClass, LocationKind, MriSafety
from assets.forms.fields import UNITS, VENDORS, optional_choice, optional_day, prose, row
from assets.forms.lookup import LookupField, find_place
from assets.models import CustomField, DeviceModel, Location
from hospital_itsm.people.forms.setup_rows import number_field, tick_field
from hospital_itsm.people.models import Site
from vendors.forms.fields import VersionForm, choice, line

LINES = 4


class ModelForm(VersionForm):
    """A model of the catalogue, with its device identifiers one a line."""

    manufacturer = forms.ModelChoiceField(
        label=_("Maker"),
        queryset=VENDORS,
        empty_label=_("Choose a vendor"),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={
            "required": _("Choose the maker."),
            "invalid_choice": _("That one is no longer in use. Choose another."),
        },
    )
    name = line(_("Name"), required=_("Say what the maker calls it."))
    asset_class = choice(_("Class"), AssetClass.choices)
    device_type = line(_("Kind of device"), hint=_("Such as large-volume infusion pump."))
    brand = line(_("Brand"))
    model_number = line(_("Model or version number"), most=80)
    catalog_number = line(_("Catalog number (REF)"), most=80)
    description = prose(_("Description"), 1000, rows=2)
    product_code = line(_("FDA product code"), most=3)
    device_class = optional_choice(
        _("Device class"), DeviceClass.choices, hint=_("Not the class of a recall.")
    )
    gmdn_code = line(_("GMDN code"), most=8)
    gmdn_name = line(_("GMDN name"), most=200)
    emdn_code = line(_("EMDN code"), most=12)
    mri_safety = optional_choice(_("MRI safety"), MriSafety.choices)
    life_support = tick_field(_("Life support"))
    high_risk = tick_field(_("High risk"))
    is_single_use = tick_field(_("Single use"))
    end_of_sale_on = optional_day(_("End of sale"))
    end_of_support_on = optional_day(_("End of support"))
    expected_life_years = number_field(_("Expected life in years"), least=1, most=60, required=False)
    identifiers = forms.CharField(
        label=_("Device identifiers (UDI-DI)"),
        required=False,
        max_length=2_500,
        help_text=_("One a line, the primary one first. Scans and recalls find the model by them."),
        widget=forms.Textarea(
            attrs={"class": "field", "rows": LINES, "autocomplete": "off", "spellcheck": "false"}
        ),
    )

    def clean_identifiers(self) -> list[str]:
        """The identifiers, one for each line."""
        return [one.strip() for one in self.cleaned_data["identifiers"].splitlines() if one.strip()]


class LocationForm(VersionForm):
    """A place in a larger one."""

    code = line(_("Code"), required=_("Give it a short code, such as N4-12."), most=40)
    name = line(_("Name"), required=_("Say what people call it."))
    kind = choice(_("Kind"), LocationKind.choices)
    parent = LookupField(
        find=find_place,
        label=_("Lies in"),
        hint=_("The code of the larger place; a site lies in none."),
        listed="places",
    )
    site = row(
        _("Site"),
        Site.objects.filter(is_active=True).order_by("name"),
        hint=_("That of the larger place, unless given."),
    )
    care_area = row(_("Unit that works there"), UNITS)


class CustomFieldForm(VersionForm):
    """A field of a class of assets."""

    label = line(_("Label"), required=_("Say what the field is called."), most=60)
    choices = forms.CharField(
        label=_("Choices"),
        required=False,
        max_length=6_500,
        help_text=_("One a line, for a field that takes one of a list."),
        widget=forms.Textarea(attrs={"class": "field", "rows": LINES, "autocomplete": "off"}),
    )
    is_required = tick_field(_("Must be filled in"))
    position = number_field(_("Order"), least=0, most=999)
    is_active = tick_field(_("In use"))

    def clean_choices(self) -> list[str]:
        """The choices, one for each line."""
        return [one.strip() for one in self.cleaned_data["choices"].splitlines() if one.strip()]


class NewCustomFieldForm(CustomFieldForm):
    """A field that is added: its class and kind never change."""

    field_order = ("asset_class", "label", "kind")
    asset_class = choice(_("Class"), AssetClass.choices)
    kind = choice(_("Takes"), CustomKind.choices)


def model_values(model: DeviceModel) -> dict[str, Any]:
    """The present values for ModelForm."""
    names = [name for name in ModelForm.base_fields if name != "identifiers"]
    identifiers = "\n".join(model.identifiers.values_list("di", flat=True))
    return {**{name: getattr(model, name) for name in names}, "identifiers": identifiers}


def location_values(place: Location) -> dict[str, Any]:
    """The present values for LocationForm."""
    return {name: getattr(place, name) for name in LocationForm.base_fields}


def custom_field_values(field: CustomField) -> dict[str, Any]:
    """The present values for CustomFieldForm."""
    values = {name: getattr(field, name) for name in CustomFieldForm.base_fields}
    return {**values, "choices": "\n".join(field.choices)}
