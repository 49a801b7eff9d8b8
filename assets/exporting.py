"""The inventory as files: assets under the names an import takes, the catalogue, places, the portfolio, licenses."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext_lazy as _

from assets.filters import (
    ASSET_SORTS,
    LOCATION_SORTS,
    MODEL_SORTS,
    SERVICE_SORTS,
    AssetFilters,
    LocationFilters,
    ModelFilters,
    ServiceFilters,
    asset_rows,
    location_rows,
    model_rows,
    service_rows,
)
from assets.models import License
from hospital_itsm.audit import verbs
from hospital_itsm.exporting.lists import Column, ExportedList, Reader, register
from vendors.access import seen_contract

verbs.register("asset.export", _("exported assets"))
JOINS: Final = (
    "model__manufacturer",
    "owner_department",
    "network",
    "vendor",
    "contract",
    "care_area",
    "location",
    "team",
)
READ: Final = {
    "asset_tag": "tag",
    "asset_class": "asset_class",
    "name": "name",
    "manufacturer": "model.manufacturer.name",
    "model": "model.name",
    "model_number": "model.model_number",
    "serial": "serial",
    "lot": "lot",
    "udi": "udi",
    "udi_di": "udi_di",
    "status": "status",
    "care_area": "care_area.code",
    "location": "location.code",
    "room": "room",
    "owner_department": "owner_department.code",
    "team": "team.code",
    "life_support": "life_support",
    "high_risk": "high_risk",
    "stores_phi": "stores_phi",
    "software_version": "software_version",
    "hostname": "network.hostname",
    "mac": "network.mac",
    "ip": "network.ip",
    "manufacture_date": "manufactured_on",
    "acquired_on": "acquired_on",
    "in_service_date": "in_service_on",
    "warranty_end": "warranty_until",
    "eos_date": "end_of_support_on",
    "eol_date": "end_of_life_on",
    "acquisition_cost": "cost",
    "replacement_cost": "replacement_cost",
    "currency": "currency",
    "funding": "funding",
    "po_number": "po_number",
    "vendor": "vendor.name",
}
"""Headings of an import, and where an asset holds their values."""


def of(path: str) -> Callable[[Any], Any]:
    """Read a field, or one behind others; empty where one of them is missing."""
    names = path.split(".")

    def read(row: Any) -> Any:
        value: Any = row
        for name in names:
            try:
                value = getattr(value, name)
            except ObjectDoesNotExist:
                return None
            if value is None:
                return None
        return value

    return read


def shown(field: str) -> Callable[[Any], Any]:
    """Read the words of a choice."""
    return lambda row: getattr(row, f"get_{field}_display")()


def _assets(reader: Reader) -> Sequence[Any]:
    return [asset_rows(reader.actor, reader.given).select_related(*JOINS)]


def _asset_columns(actor: Any) -> Sequence[Column]:
    def contract(row: Any) -> Any:
        seen = seen_contract(row.contract, actor)
        return seen.number if seen else None

    return (*(Column(name, of(path)) for name, path in READ.items()), Column("contract_number", contract))


def _model_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Maker"), of("manufacturer.name")),
        Column(_("Name"), of("name")),
        Column(_("Brand"), of("brand")),
        Column(_("Model number"), of("model_number")),
        Column(_("Catalog number"), of("catalog_number")),
        Column(_("Class"), shown("asset_class")),
        Column(_("Kind of device"), of("device_type")),
        Column(_("Product code"), of("product_code")),
        Column(_("Device class"), shown("device_class")),
        Column(_("Life support"), of("life_support")),
        Column(_("High risk"), of("high_risk")),
        Column(_("Sold until"), of("end_of_sale_on")),
        Column(_("Support ends on"), of("end_of_support_on")),
        Column(_("In the house"), of("owned")),
        Column(_("In use"), of("is_active")),
    )


def _location_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Code"), of("code")),
        Column(_("Name"), of("name")),
        Column(_("Kind"), shown("kind")),
        Column(_("Inside"), of("parent.code")),
        Column(_("Site"), of("site.code")),
        Column(_("Unit"), of("care_area.name")),
        Column(_("Things"), of("things")),
        Column(_("In use"), of("is_active")),
    )


def _service_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Code"), of("code")),
        Column(_("Name"), of("name")),
        Column(_("Kind"), shown("kind")),
        Column(_("Category"), of("category")),
        Column(_("Tier"), shown("tier")),
        Column(_("Answers to"), shown("domain")),
        Column(_("Owner"), of("owner.full_name")),
        Column(_("Clinical owner"), of("clinical_owner.full_name")),
        Column(_("Vendor"), of("vendor.name")),
        Column(_("Queue"), of("team.name")),
        Column(_("Data"), shown("data_class")),
        Column(_("Lifecycle"), shown("lifecycle")),
        Column(_("Runs"), shown("hosting")),
        Column(_("Back within, minutes (RTO)"), of("rto_minutes")),
        Column(_("Data lost at most, minutes (RPO)"), of("rpo_minutes")),
        Column(_("People who use it"), of("users_count")),
        Column(_("Version"), of("software_version")),
        Column(_("In use"), of("is_active")),
    )


def _licenses(reader: Reader) -> Sequence[Any]:
    rows = License.objects.visible_to(reader.actor).filter(is_active=True)
    return [rows.select_related("service", "vendor").order_by("product", "pk")]


def _license_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Product"), of("product")),
        Column(_("For service"), of("service.name")),
        Column(_("Vendor"), of("vendor.name")),
        Column(_("Counts"), shown("metric")),
        Column(_("Bought"), of("entitled")),
        Column(_("Given out"), of("assigned")),
        Column(_("Used in 90 days"), of("active_90d")),
        Column(_("Cost of one"), of("unit_cost")),
        Column(_("Currency"), of("currency")),
        Column(_("Renews on"), of("renews_on")),
    )


ASSETS: Final = register(
    ExportedList(
        "asset", _("Assets"), "asset.read", "assets:assets", "assets:export_assets",
        _assets, _asset_columns, AssetFilters, ASSET_SORTS,
    )
)  # fmt: skip
MODELS: Final = register(
    ExportedList(
        "device_model", _("Catalogue"), "portfolio.read", "assets:models", "assets:export_models",
        lambda reader: [model_rows(reader.actor, reader.given)], _model_columns, ModelFilters, MODEL_SORTS,
    )
)  # fmt: skip
LOCATIONS: Final = register(
    ExportedList(
        "location", _("Places"), "portfolio.read", "assets:locations", "assets:export_locations",
        lambda reader: [location_rows(reader.actor, reader.given).select_related("site")],
        _location_columns, LocationFilters, LOCATION_SORTS,
    )
)  # fmt: skip
SERVICES: Final = register(
    ExportedList(
        "service", _("Services"), "portfolio.read", "assets:portfolio", "assets:export_services",
        lambda reader: [service_rows(reader.actor, reader.given).select_related("clinical_owner")],
        _service_columns, ServiceFilters, SERVICE_SORTS,
    )
)  # fmt: skip
LICENSES: Final = register(
    ExportedList(
        "license", _("Licenses"), "portfolio.read", "assets:licenses", "assets:export_licenses",
        _licenses, _license_columns,
    )
)  # fmt: skip
