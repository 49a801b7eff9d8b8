"""What many synthetic assets are drawn from: makers, a catalogue, rooms, and how a hospital's things are mixed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from assets.choices import AssetClass, IdentifierKind, IssuingAgency
from assets.models import DeviceIdentifier, DeviceModel, Location, Service
from assets.rules.placing import path_of
from assets.rules.udi.check_digits import gs1_check_digit
from hospital_itsm.demo.bulk.rows import Rows, keys_of
from hospital_itsm.people.models import CareArea, Team
from vendors.choices import VendorKind
from vendors.models import Vendor

ASSETS_A_MODEL: Final = 20
ROOMS_A_UNIT: Final = 60
COMPANY_PREFIX: Final = "0952100"
"""Of GS1's range for examples, apart from that of the demo's own devices."""

FIRST: Final = (
    "Alder",
    "Birch",
    "Cedar",
    "Dunmore",
    "Elm",
    "Fairhaven",
    "Granite",
    "Harbor",
    "Ivory",
    "Juniper",
)
SECOND: Final = ("Medical", "Systems", "Devices", "Instruments", "Diagnostics", "Care")
CLINICAL_TYPES: Final = (
    ("Infusion pump", "FRN", "high_risk"),
    ("Syringe pump", "FRN", "high_risk"),
    ("Ventilator", "CBK", "life_support"),
    ("Patient monitor", "MHX", "high_risk"),
    ("Telemetry transmitter", "DRG", ""),
    ("Defibrillator", "MKJ", "life_support"),
    ("Ultrasound system", "IYN", ""),
    ("Electrosurgical unit", "GEI", "high_risk"),
    ("Dialysis machine", "KDI", "life_support"),
    ("Bed", "FNL", ""),
    ("Blood gas analyzer", "CHL", ""),
    ("Pulse oximeter", "DQA", ""),
)
"""Type, FDA product code, flag."""

MIX: Final = (
    (AssetClass.WORKSTATION, "Workstation", "EUC", 20),
    (AssetClass.CART, "Medication cart", "EUC", 3),
    (AssetClass.PRINTER, "Printer", "PRINT", 4),
    (AssetClass.MOBILE, "Clinical phone", "TEL", 6),
    (AssetClass.CLINICAL_DEVICE, "", "HTM-GEN", 61),
)
"""Class, name, queue and share of what stands at the edge of the network."""

CORE: Final = (
    ("core", AssetClass.NETWORK_DEVICE, "Core switch", "NET", 25_000),
    ("distribution", AssetClass.NETWORK_DEVICE, "Distribution switch", "NET", 5_000),
    ("access", AssetClass.NETWORK_DEVICE, "Access switch", "NET", 150),
    ("wireless", AssetClass.ACCESS_POINT, "Access point", "NET", 50),
    ("power", AssetClass.POWER, "UPS", "SRV-STO", 200),
    ("host", AssetClass.SERVER, "Virtualization host", "SRV-STO", 500),
    ("server", AssetClass.SERVER, "Application server", "SRV-STO", 40),
)
"""Layer, class, name, queue, and how many assets share one; each layer has two at least."""

EDGE: Final = "edge"


@dataclass(frozen=True)
class Kind:
    """What the next asset is, and the layer of the network it belongs to."""

    layer: str
    asset_class: str
    name: str
    team: str


@dataclass(frozen=True)
class Estate:
    """Everything a synthetic asset refers to."""

    units: Sequence[CareArea]
    rooms: dict[int, list[int]]
    teams: dict[str, int]
    models: Sequence[DeviceModel]
    identifiers: dict[int, str]
    services: Sequence[int]

    @classmethod
    def make(cls, random: Random, assets: int) -> "Estate":
        """Read the hospital; store rooms, makers and a catalogue for so many assets where they are missing."""
        units = list(CareArea.objects.select_related("site").order_by("code"))
        models = _models(random, max(assets // ASSETS_A_MODEL, len(CLINICAL_TYPES)))
        return cls(
            units,
            _rooms(units),
            dict(Team.objects.values_list("code", "pk")),
            models,
            dict(DeviceIdentifier.objects.filter(model__in=models).values_list("model_id", "di")),
            list(Service.objects.order_by("code").values_list("pk", flat=True)),
        )


def kinds(random: Random, count: int) -> Iterator[Kind]:
    """What each of `count` assets is, from the core of the network to its edge."""
    inner = [
        Kind(layer, asset_class, name, team)
        for layer, asset_class, name, team, share in CORE
        for _number in range(max(2, count // share))
    ]
    yield from inner[:count]
    shares = [share for *_rest, share in MIX]
    for asset_class, name, team, _share in random.choices(MIX, shares, k=max(0, count - len(inner))):
        yield Kind(EDGE, asset_class, name, team)


def _rooms(units: Sequence[CareArea]) -> dict[int, list[int]]:
    """The rooms of each unit by its key."""
    areas = {row.care_area_id: row for row in Location.objects.filter(kind="area", care_area__isnull=False)}
    known = set(Location.objects.filter(code__startswith="BULK-").values_list("code", flat=True))
    rows, keys = Rows(Location, keyed=True), keys_of(Location)
    for unit in units:
        around = areas[unit.pk]
        for number in range(1, ROOMS_A_UNIT + 1):
            code = f"BULK-{unit.code}-{number:03}"
            if code in known:
                continue
            pk = next(keys)
            rows.add(
                id=pk,
                code=code,
                name=f"{unit.code} room {number:03}",
                kind="room",
                parent_id=around.pk,
                site_id=unit.site_id,
                care_area_id=unit.pk,
                path=path_of(pk, around.path),
            )
    rows.copy()
    found: dict[int, list[int]] = {}
    stored = Location.objects.filter(code__startswith="BULK-").order_by("code")
    for pk, unit_pk in stored.values_list("pk", "care_area_id"):
        found.setdefault(unit_pk, []).append(pk)
    return found


def _models(random: Random, count: int) -> list[DeviceModel]:
    stored = list(DeviceModel.objects.filter(gudid_key__startswith="bulk-").order_by("gudid_key"))
    makers = _makers()
    fresh = [_model(random, number, makers) for number in range(len(stored), count)]
    DeviceModel.objects.bulk_create(fresh, batch_size=1_000)
    DeviceIdentifier.objects.bulk_create(
        [_identifier(row) for row in fresh],
        batch_size=1_000,
    )
    return [*stored, *fresh]


def _model(random: Random, number: int, makers: Sequence[Vendor]) -> DeviceModel:
    kind, code, flag = CLINICAL_TYPES[number % len(CLINICAL_TYPES)]
    flags: dict[str, Any] = {flag: True} if flag else {}
    letters = "".join(random.choices("ABCDEFGHKLMNPRSTVX", k=2))
    return DeviceModel(
        manufacturer=random.choice(makers),
        name=f"{letters}-{number:05}",
        model_number=f"{letters}{number:05}",
        catalog_number=f"C{number:06}",
        device_type=kind,
        product_code=code,
        device_class="2",
        gudid_key=f"bulk-{number:06}",
        has_lot_number=number % 3 == 0,
        **flags,
    )


def _identifier(model: DeviceModel) -> DeviceIdentifier:
    body = f"{COMPANY_PREFIX}{int(model.gudid_key.removeprefix('bulk-')):06}"
    di = body + gs1_check_digit(body)
    return DeviceIdentifier(
        model=model, di=di, compared=di, agency=IssuingAgency.GS1, kind=IdentifierKind.PRIMARY
    )


def _makers() -> list[Vendor]:
    names = [f"{first} {second}" for first in FIRST for second in SECOND]
    known = set(Vendor.objects.filter(name__in=names).values_list("name", flat=True))
    fresh = [name for name in names if name not in known]
    Vendor.objects.bulk_create(Vendor(name=name, kinds=[VendorKind.MANUFACTURER]) for name in fresh)
    return list(Vendor.objects.filter(name__in=names).order_by("name"))
