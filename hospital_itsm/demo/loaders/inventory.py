"""Storing the demo hospital's inventory: places, devices, IT, the portfolio and what needs what."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from assets.actions import assets as _registers_asset_create  # noqa: F401
from assets.actions.search_words import refresh
from assets.choices import DataClass, Hosting, ServiceKind
from assets.models import Asset, License, Relation, Service, StatusChange
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.audit.recording import entry, record_many
from hospital_itsm.core.actors import System
from hospital_itsm.demo.hospital import portfolio
from hospital_itsm.demo.hospital.cover import LICENSES, SERVICES, contracts_of
from hospital_itsm.demo.hospital.device_types import DEVICE_TYPES
from hospital_itsm.demo.loaders.inventory_devices import store_devices
from hospital_itsm.demo.loaders.inventory_it import store_infrastructure
from hospital_itsm.demo.loaders.inventory_places import store_places
from hospital_itsm.people.models import User
from vendors.models import Contract
from vendors.queries.vendors import vendors_by_name

LOADER = System("demo")
SINCE = timedelta(days=30)


def is_loaded() -> bool:
    """Is any asset in this database?"""
    return Asset.objects.exists()


def load() -> None:
    """Store everything, a month ago, so that what people do now stands out."""
    now = timezone.now() - SINCE
    rooms = store_places()
    devices = store_devices(rooms, now)
    infrastructure = store_infrastructure(rooms, now)
    assets = [*devices, *infrastructure]
    StatusChange.objects.bulk_create(
        StatusChange(asset=asset, at=now, verb="create", to_status=asset.status) for asset in assets
    )
    record_many(_added(asset, now) for asset in assets)
    refresh([asset.pk for asset in assets])
    _fill_portfolio()
    Relation.objects.bulk_create(_relations(devices, infrastructure))


def _added(asset: Asset, at: datetime) -> AuditEntry:
    made = entry(LOADER, "asset.create", asset)
    made.at = at
    return made


def _fill_portfolio() -> None:
    people = {user.username: user for user in User.objects.all()}
    vendors = vendors_by_name(portfolio.VENDORS)
    makers = {code: vendors.get(name) for name, codes in portfolio.VENDORS.items() for code in codes}
    contracts, covered = {row.number: row for row in Contract.objects.all()}, contracts_of(SERVICES)
    services = list(Service.objects.all())
    for service in services:
        is_infrastructure = service.code.startswith("INF-")
        service.kind = ServiceKind.INFRASTRUCTURE if is_infrastructure else ServiceKind.APPLICATION
        service.category = "infrastructure" if is_infrastructure else _category(service.code)
        service.rto_minutes, service.rpo_minutes = portfolio.RECOVERY_MINUTES.get(service.tier, (None, None))
        service.vendor = makers.get(service.code)
        service.contract = contracts.get(covered.get(service.code, ""))
        service.owner = people["dale.brantley" if is_infrastructure else "priya.venkataraman"]
        service.clinical_owner = (
            people["tomas.lindqvist"] if service.category.startswith("clinical") else None
        )
        service.hosting = Hosting.VENDOR if service.code in portfolio.IN_THE_CLOUD else Hosting.ON_PREMISES
        service.data_class = _data_class(service.code)
    Service.objects.bulk_update(
        services,
        [
            *("kind", "category", "rto_minutes", "rpo_minutes", "vendor", "owner", "clinical_owner"),
            *("hosting", "data_class", "contract"),
        ],
    )
    today, by_code = timezone.localdate(), {service.code: service for service in services}
    licensed = contracts_of(LICENSES)
    License.objects.bulk_create(
        License(
            product=product,
            contract=contracts.get(licensed.get(code, "")),
            service=by_code[code],
            metric=metric,
            entitled=bought,
            assigned=given,
            active_90d=used,
            unit_cost=Decimal(cost),
            renews_on=today + timedelta(days=days),
        )
        for product, code, metric, bought, given, used, cost, days in portfolio.LICENSES
    )


def _data_class(code: str) -> DataClass:
    if code in portfolio.OF_STAFF:
        return DataClass.PII
    is_infrastructure = code.startswith("INF-")
    return DataClass.NONE if is_infrastructure or code in portfolio.WITHOUT_PATIENT_DATA else DataClass.PHI


def _category(code: str) -> str:
    return next((name for first, last, name in portfolio.CATEGORIES if first <= code <= last), "")


def _relations(devices: Iterable[Asset], infrastructure: Iterable[Asset]) -> Iterator[Relation]:
    services = {service.code: service for service in Service.objects.all()}
    things = {asset.tag: asset for asset in infrastructure}
    at = timezone.now() - SINCE
    yield from _among_services(services, at)
    yield from _among_things(services, things, at)
    needs = {row.model: row.service for row in DEVICE_TYPES}
    for asset in devices:
        code = needs[asset.model.name] if asset.model else ""
        if code:
            yield Relation(kind="depends_on", from_asset=asset, to_service=services[code], created_at=at)


def _among_services(services: dict[str, Service], at: datetime) -> Iterator[Relation]:
    pairs = [
        ("depends_on", target, source, message)
        for message, source, targets in portfolio.INTERFACES
        for target in targets
    ]
    pairs += [(kind, first, second, "") for kind, first, second in portfolio.FOUNDATIONS]
    pairs += [("runs_on", code, "INF-HYP", "") for code, row in services.items() if _runs_here(row)]
    for kind, first, second, note in pairs:
        yield Relation(
            kind=kind,
            from_service=services[first],
            to_service=services[second],
            note=note,
            created_at=at,
        )


def _runs_here(service: Service) -> bool:
    return service.kind == ServiceKind.APPLICATION and service.hosting == Hosting.ON_PREMISES


def _among_things(services: dict[str, Service], things: dict[str, Asset], at: datetime) -> Iterator[Relation]:
    for tag, code in _HOSTS.items():
        yield Relation(kind="runs_on", from_service=services[code], to_asset=things[tag], created_at=at)
    for power, tags in _POWER.items():
        for tag in tags:
            yield Relation(kind="powers", from_asset=things[power], to_asset=things[tag], created_at=at)
    for tag, asset in things.items():
        if tag.startswith("AP-"):
            yield Relation(kind="connects_to", from_asset=asset, to_asset=things["WLC-1"], created_at=at)


_HOSTS = {
    "SW-S-A": "INF-LAN",
    "SW-S-B": "INF-LAN",
    "SW-N-A": "INF-LAN",
    "WLC-1": "INF-WLAN",
    "FW-1": "INF-FW",
    "STO-1": "INF-STO",
    "STO-2": "A062",
    "PBX-1": "INF-VOICE",
    "PBX-2": "INF-PAGE",
    "CIR-1": "INF-WAN",
    **{f"HYP-{number:02}": "INF-HYP" for number in range(1, 13)},
}
_POWER = {"UPS-S": ("SW-S-A", "SW-S-B", "STO-1", "WLC-1"), "UPS-N": ("SW-N-A", "STO-2", "FW-1")}
