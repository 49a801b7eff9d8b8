"""The filters and orders of the lists of assets, models, places and services; page, export and REST share them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from assets.choices import (
    CLINICAL_CLASSES,
    AssetClass,
    AssetStatus,
    DataClass,
    LocationKind,
    ServiceKind,
    ServiceLifecycle,
    SupportState,
    Tier,
    YesNoUnknown,
)
from assets.models import Asset, DeviceModel, Location, Service
from assets.queries.assets import speaks_of
from assets.queries.device_models import model_speaks_of
from assets.queries.locations import place_speaks_of
from assets.queries.services import service_speaks_of
from assets.rules.lifecycle import ENDED
from hospital_itsm.core.filtering import (
    Asked,
    Filter,
    Filters,
    Unreadable,
    by_name,
    coded,
    is_yes,
    searchable,
    unknown_value,
)
from hospital_itsm.people.choices import Domain
from vendors.models import Contract

LONGEST_TEXT: Final = 200
CLINICAL, IT = "clinical", "it"
LENSES: Final = {CLINICAL: _("Clinical"), IT: _("IT")}
RISKS: Final = {
    "life_support": _("Life support"),
    "high_risk": _("High risk"),
    "critical_workstation": _("Critical workstation"),
}


def _words(values: Sequence[str], asked: Asked) -> Q:
    return speaks_of(searchable(values[0], LONGEST_TEXT))


def _lens(values: Sequence[str], asked: Asked) -> Q:
    if values[0] not in LENSES:
        raise Unreadable(unknown_value(values[0], tuple(LENSES)))
    clinical = Q(asset_class__in=CLINICAL_CLASSES)
    return clinical if values[0] == CLINICAL else ~clinical


def _risk(values: Sequence[str], asked: Asked) -> Q:
    if unknown := [value for value in values if value not in RISKS]:
        raise Unreadable(unknown_value(unknown[0], tuple(RISKS)))
    found = Q()
    for value in values:
        found |= Q(**{value: True})
    return found


def _place(values: Sequence[str], asked: Asked) -> Q:
    """Everything inside the named places."""
    paths = list(
        Location.objects.visible_to(asked.actor).filter(code__in=values).values_list("path", flat=True)
    )
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(location__path__startswith=path)
    return found


def _contract(values: Sequence[str], asked: Asked) -> Q:
    """Only contracts the actor sees: a filter must not tell that a draft is there."""
    numbers = [searchable(value, LONGEST_TEXT) for value in values]
    return Q(contract__in=Contract.objects.visible_to(asked.actor).filter(number__in=numbers))


def _number(field: str) -> Any:
    def condition(values: Sequence[str], asked: Asked) -> Q:
        if not all(value.isdecimal() and len(value) < 19 for value in values):
            raise Unreadable(_("Give the number of a row."))
        return Q(**{f"{field}__in": [int(value) for value in values]})

    return condition


def _texts(field: str) -> Any:
    def condition(values: Sequence[str], asked: Asked) -> Q:
        return Q(**{f"{field}__in": [searchable(value, LONGEST_TEXT) for value in values]})

    return condition


def _ended(values: Sequence[str], asked: Asked) -> Q:
    ended = Q(status__in=ENDED)
    return ended if is_yes(values[0]) else ~ended


def _retired(values: Sequence[str], asked: Asked) -> Q:
    return Q(is_active=not is_yes(values[0]))


def _choices(name: str, label: Any, kind: Any, field: str = "") -> Filter:
    values = tuple(kind.values)
    return Filter(name, label, coded(field or name, values), lambda value: kind(value).label, codes=values)


class AssetFilters(Filters):
    """The filters of one request for assets."""

    known = by_name(
        Filter("q", _("Search"), _words, many=False),
        Filter("lens", _("Lens"), _lens, lambda value: LENSES[value], many=False, codes=tuple(LENSES)),
        _choices("class", _("Class"), AssetClass, "asset_class"),
        _choices("status", _("Status"), AssetStatus),
        Filter("unit", _("Unit"), _texts("care_area__code")),
        Filter("place", _("Place"), _place),
        Filter("team", _("Queue"), _texts("team__code")),
        Filter("model", _("Model"), _number("model_id")),
        Filter("maker", _("Maker"), _texts("model__manufacturer__name")),
        Filter("risk", _("Risk"), _risk, lambda value: RISKS[value], codes=tuple(RISKS)),
        _choices("phi", _("Patient data"), YesNoUnknown, "stores_phi"),
        _choices("support", _("Software support"), SupportState, "network__support_state"),
        Filter("contract", _("Contract"), _contract),
        Filter("ended", _("Returned or disposed of"), _ended, many=False, codes=("yes", "no")),
    )


class ModelFilters(Filters):
    """The filters of one request for models."""

    known = by_name(
        Filter(
            "q",
            _("Search"),
            lambda values, asked: model_speaks_of(searchable(values[0], LONGEST_TEXT)),
            many=False,
        ),
        _choices("class", _("Class"), AssetClass, "asset_class"),
        Filter("maker", _("Maker"), _texts("manufacturer__name")),
        Filter("product_code", _("Product code"), _texts("product_code")),
        Filter("retired", _("Retired"), _retired, many=False, codes=("yes", "no")),
    )


class LocationFilters(Filters):
    """The filters of one request for places."""

    known = by_name(
        Filter(
            "q",
            _("Search"),
            lambda values, asked: place_speaks_of(searchable(values[0], LONGEST_TEXT)),
            many=False,
        ),
        _choices("kind", _("Kind"), LocationKind),
        Filter("site", _("Site"), _texts("site__code")),
        Filter("retired", _("Retired"), _retired, many=False, codes=("yes", "no")),
    )


class ServiceFilters(Filters):
    """The filters of one request for the portfolio."""

    known = by_name(
        Filter(
            "q",
            _("Search"),
            lambda values, asked: service_speaks_of(searchable(values[0], LONGEST_TEXT)),
            many=False,
        ),
        _choices("kind", _("Kind"), ServiceKind),
        _choices("tier", _("Tier"), Tier),
        _choices("domain", _("Answers to"), Domain),
        _choices("data", _("Data"), DataClass, "data_class"),
        _choices("lifecycle", _("Lifecycle"), ServiceLifecycle),
        Filter("retired", _("Retired"), _retired, many=False, codes=("yes", "no")),
    )


def asset_rows(actor: Any, given: Mapping[str, Any]) -> Any:
    """The list before its filters: what the actor sees, in the house unless status or `ended` is given."""
    rows = Asset.objects.visible_to(actor).listed()
    return rows if given.get("status") or given.get("ended") else rows.in_house()


def model_rows(actor: Any, given: Mapping[str, Any]) -> Any:
    """Visible models with `owned`, how many of each are in the house; retired ones only where asked for."""
    owned = Count("assets", filter=~Q(assets__status__in=ENDED))
    rows = DeviceModel.objects.visible_to(actor).select_related("manufacturer").annotate(owned=owned)
    return rows if given.get("retired") else rows.in_use()


def location_rows(actor: Any, given: Mapping[str, Any]) -> Any:
    """Visible places with `things`, how many stand in each; retired ones only where asked for."""
    rows = Location.objects.visible_to(actor).select_related("parent", "care_area").annotate(things=THINGS)
    return rows if given.get("retired") else rows.in_use()


def service_rows(actor: Any, given: Mapping[str, Any]) -> Any:
    """Visible services; retired ones only where asked for."""
    rows = Service.objects.visible_to(actor).select_related("owner", "vendor", "team")
    return rows if given.get("retired") else rows.in_use()


THINGS: Final = Count("assets", filter=~Q(assets__status__in=ENDED))
"""For places: what stands there."""


ASSET_SORTS: Final = {"tag": ("tag", "id"), "changed": ("-changed_at", "-id")}
MODEL_SORTS: Final = {"name": ("name", "id")}
LOCATION_SORTS: Final = {"code": ("code", "id")}
SERVICE_SORTS: Final = {"code": ("code", "id"), "tier": ("tier", "code", "id"), "name": ("name", "id")}
"""The orderings a list takes, each over NOT NULL columns ending in the key."""
