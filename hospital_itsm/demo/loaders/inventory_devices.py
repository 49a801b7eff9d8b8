"""The clinical devices of the demo hospital, with the data problems of domain 8.4 planted on purpose."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, Final

from assets.choices import AssetClass, AssetStatus, SupportState, YesNoUnknown
from assets.models import Asset, DeviceIdentifier, DeviceModel, Location, NetworkProfile
from assets.rules.udi import canonical
from hospital_itsm.demo.hospital.addresses import clinical_addresses
from hospital_itsm.demo.hospital.cover import MODELS, contracts_of
from hospital_itsm.demo.hospital.device_types import (
    DEVICE_TYPES,
    HIGH,
    LIFE,
    NONE,
    PUMP,
    WIFI,
    DeviceType,
)
from hospital_itsm.people.models import CareArea, Team
from vendors.choices import VendorKind
from vendors.models import Contract, Vendor
from vendors.queries.vendors import vendors_by_name

FIRST_TAG: Final = 20_001
NAMED_TAGS: Final = {("N2", 0): "LR-20417", ("IB", 0): "LR-30088", ("ESU-400", 0): "LR-11873"}
"""Tags that the demo's tickets speak of."""
AFFECTED, AFFECTED_MISSING = 11, 2
"""Pumps of the lots 23K*, and how many of those nobody finds."""
MISSING_PUMPS, MISSING_TRANSMITTERS = 3, 4
"""Further things that nobody finds; the transmitters stand on a contract, which is paid for them in vain."""
OLD_WINDOWS, MITIGATED = 14, 6
DAMAGED_UDI: Final = "1.23E+13"
TRANSMITTER: Final = "TX-2"


def store_devices(rooms: dict[str, list[Location]], now: datetime) -> list[Asset]:
    """Store models and devices, and the network profiles of those that have one."""
    models = _store_models()
    stored = Asset.objects.bulk_create(_devices(models, rooms, now))
    _plant_problems(stored)
    NetworkProfile.objects.bulk_create(_profiles(stored))
    return stored


def _store_models() -> dict[str, DeviceModel]:
    makers = vendors_by_name({row.maker for row in DEVICE_TYPES})
    for name in sorted({row.maker for row in DEVICE_TYPES} - set(makers)):
        makers[name] = Vendor.objects.create(name=name, kinds=[VendorKind.MANUFACTURER])
    stored = DeviceModel.objects.bulk_create(
        DeviceModel(
            manufacturer=makers[row.maker],
            name=row.model,
            catalog_number=f"{row.model.replace('-', '')}-100".upper(),
            device_type=row.kind,
            device_class=row.device_class,
            product_code=row.product_code,
            life_support=row.risk == LIFE,
            high_risk=row.risk in (LIFE, HIGH),
            mri_safety="unsafe" if row.model in ("IX-4", "D3") else "",
            expected_life_years=10,
        )
        for row in DEVICE_TYPES
    )
    models = {model.name: model for model in stored}
    DeviceIdentifier.objects.bulk_create(
        DeviceIdentifier(
            model=models[row.model],
            di=row.identifier,
            compared=canonical(row.identifier),
            agency="HIBCC" if row.identifier.startswith("+") else "GS1",
        )
        for row in DEVICE_TYPES
    )
    return models


def _devices(
    models: dict[str, DeviceModel], rooms: dict[str, list[Location]], now: datetime
) -> Iterator[Asset]:
    units = {unit.code: unit for unit in CareArea.objects.all()}
    teams = {team.code: team for team in Team.objects.all()}
    contracts, covered = {row.number: row for row in Contract.objects.all()}, contracts_of(MODELS)
    tag = FIRST_TAG
    for row in DEVICE_TYPES:
        for number in range(row.count):
            unit = row.units[number % len(row.units)]
            yield Asset(
                tag=NAMED_TAGS.get((row.model, number), f"LR-{tag}"),
                asset_class=AssetClass.CLINICAL_DEVICE,
                model=models[row.model],
                care_area=units[unit],
                location=rooms[unit][number % len(rooms[unit])],
                team=teams[_team_of(row)],
                contract=contracts.get(covered.get(row.model, "")),
                life_support=row.risk == LIFE,
                high_risk=row.risk in (LIFE, HIGH),
                status=AssetStatus.SPARE if number % 15 == 14 else AssetStatus.IN_SERVICE,
                **_numbers(row, number),
                **_dates(number, now),
            )
            tag += 1
            if tag in (20_417, 30_088):
                tag += 1


def _team_of(row: DeviceType) -> str:
    if row.units[0] in ("RAD", "RADONC"):
        return "HTM-IMG"
    return "HTM-LAB/DIAL" if row.units[0] in ("LAB", "DIAL") else "HTM-GEN"


def _numbers(row: DeviceType, number: int) -> dict[str, Any]:
    """Serial, lot, label and software as the maker would print them."""
    serial = f"{row.model.replace('-', '')}-{24_0100 + number * 7}"
    lot, software = f"24B{number % 20:02}", "4.0"
    if row is PUMP:
        serial = f"IX4-{24_0100 + number}"
        if number < AFFECTED:
            serial, lot, software = f"IX4-{23_0110 + number * 61}", f"23K{number + 3:02}", "3.2"
    elif row.model == "HD3":
        software = "4.1.2" if number < 9 else "4.2.0"
    elif row.model == "CS-16":
        software = "5.1.8" if number < 5 else "5.2.1"
    label = f"(01){row.identifier}(10){lot}(21){serial}" if row.identifier.isdecimal() else row.identifier
    return {
        "serial": serial,
        "lot": lot,
        "software_version": software if row.network else "",
        "udi": label,
        "udi_di": canonical(row.identifier),
        "stores_phi": YesNoUnknown.UNKNOWN if row.network else YesNoUnknown.NO,
        "stores_phi_source": "" if row.network else "Maker's manual: no memory for patient data",
    }


def _dates(number: int, now: datetime) -> dict[str, Any]:
    bought = date(2019 + number % 6, 1 + number % 12, 5)
    return {
        "acquired_on": bought,
        "in_service_on": bought + timedelta(days=21),
        "warranty_until": bought.replace(year=bought.year + 3),
        "end_of_life_on": bought.replace(year=bought.year + 10),
        "status_since": now,
        "created_at": now,
        "changed_at": now,
    }


def _plant_problems(stored: list[Asset]) -> None:
    """Two serials twice, one spoiled label, nine things nobody finds."""
    pumps = stored[: PUMP.count]
    others = stored[PUMP.count :]
    for first, second in ((20, 21), (40, 41)):
        others[second].serial = others[first].serial
    others[30].udi, others[30].udi_di = DAMAGED_UDI, ""
    transmitters = [asset for asset in others if asset.model and asset.model.name == TRANSMITTER]
    missing = [
        *pumps[:AFFECTED_MISSING],
        *pumps[100 : 100 + MISSING_PUMPS],
        *transmitters[-MISSING_TRANSMITTERS:],
    ]
    for asset in missing:
        asset.status = AssetStatus.MISSING
    changed = [others[21], others[41], others[30], *missing]
    Asset.objects.bulk_update(changed, ["serial", "udi", "udi_di", "status"])


def _profiles(stored: list[Asset]) -> Iterator[NetworkProfile]:
    """Where devices are in the network; the first with old Windows are out of support, some of them protected."""
    networks = {row.model: row.network for row in DEVICE_TYPES}
    old = 0
    numbers = count()
    for asset in stored:
        model = asset.model
        network = networks[model.name] if model else NONE
        if network == NONE:
            continue
        has_windows = model is not None and model.name in ("CS-16", "MR15", "CT128", "XRf", "C700", "HD3")
        is_old = has_windows and old < OLD_WINDOWS
        old += is_old
        support = SupportState.SUPPORTED
        if is_old:
            support = SupportState.MITIGATED if old <= MITIGATED else SupportState.UNMITIGATED
        yield NetworkProfile(
            asset=asset,
            hostname=asset.tag.lower(),
            vlan="412" if network == WIFI else "410",
            zone="imaging" if asset.team and asset.team.code == "HTM-IMG" else "clinical",
            is_wireless=network == WIFI,
            ssid="LH-MED" if network == WIFI else "",
            os_name="Windows" if has_windows else "",
            os_version="7" if is_old else "10 IoT LTSC" if has_windows else "",
            os_end_of_support_on=date(2020, 1, 14) if is_old else date(2029, 1, 9) if has_windows else None,
            support_state=support,
            compensating_control="Own segment, no way out" if support == SupportState.MITIGATED else "",
            **clinical_addresses(next(numbers)),
        )
