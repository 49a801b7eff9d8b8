"""The IT side of the demo hospital's inventory: endpoints, servers, network, power and lines."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from assets.choices import AssetClass, AssetStatus
from assets.models import Asset, Circuit, Location, NetworkProfile
from hospital_itsm.demo.hospital.addresses import infrastructure_addresses
from hospital_itsm.demo.hospital.cover import THINGS, contracts_of
from hospital_itsm.people.models import CareArea, Team
from vendors.models import Contract
from vendors.queries.vendors import vendors_by_name

ENDPOINTS: Final = (
    ("WS", AssetClass.WORKSTATION, "Nurse station computer", "EUC", 6),
    ("CRT", AssetClass.CART, "Medication cart", "EUC", 2),
    ("PRN", AssetClass.PRINTER, "Label printer", "PRINT", 1),
    ("TAB", AssetClass.MOBILE, "Clinical phone", "TEL", 2),
    ("AP", AssetClass.ACCESS_POINT, "Access point", "NET", 2),
)
"""Tag prefix, class, name, queue, how many for each unit."""

DATA_ROOM: Final = (
    ("SW-S-A", AssetClass.NETWORK_DEVICE, "Core switch S-A", "NET"),
    ("SW-S-B", AssetClass.NETWORK_DEVICE, "Core switch S-B", "NET"),
    ("SW-N-A", AssetClass.NETWORK_DEVICE, "Distribution switch North", "NET"),
    ("WLC-1", AssetClass.NETWORK_DEVICE, "Wireless controller", "NET"),
    ("FW-1", AssetClass.NETWORK_DEVICE, "Firewall", "NET"),
    ("UPS-S", AssetClass.POWER, "UPS of data room South", "SRV-STO"),
    ("UPS-N", AssetClass.POWER, "UPS of data room North", "SRV-STO"),
    ("STO-1", AssetClass.STORAGE, "Primary storage", "SRV-STO"),
    ("STO-2", AssetClass.STORAGE, "Backup vault", "SRV-STO"),
    ("PBX-1", AssetClass.TELECOM, "Voice gateway", "TEL"),
    ("PBX-2", AssetClass.TELECOM, "Paging gateway", "TEL"),
    *(
        (f"HYP-{number:02}", AssetClass.SERVER, f"Virtualization host {number}", "SRV-STO")
        for number in range(1, 13)
    ),
)
LINES: Final = (
    ("CIR-1", "Internet line", "1 Gbit/s", ""),
    ("CIR-2", "Second internet line", "500 Mbit/s", ""),
    *(
        (f"CIR-{number + 2}", f"Line to clinic {number}", "200 Mbit/s", f"CLIN-{number}")
        for number in range(1, 7)
    ),
)


def store_infrastructure(rooms: dict[str, list[Location]], now: datetime) -> list[Asset]:
    """Store endpoints, the data rooms and the lines; returns all of them."""
    stored = Asset.objects.bulk_create([*_endpoints(rooms, now), *_data_room(rooms, now), *_lines(now)])
    NetworkProfile.objects.bulk_create(
        NetworkProfile(
            asset=asset,
            hostname=asset.tag.lower(),
            zone="corporate",
            support_state="supported",
            **infrastructure_addresses(number),
        )
        for number, asset in enumerate(_networked(stored))
    )
    carrier = vendors_by_name(["CopperRiver Telecom"]).get("CopperRiver Telecom")
    bandwidths = {tag: (bandwidth, far) for tag, _name, bandwidth, far in LINES}
    Circuit.objects.bulk_create(
        Circuit(
            asset=asset,
            carrier=carrier,
            circuit_id=f"CR/{asset.tag}/LRMC",
            bandwidth=bandwidths[asset.tag][0],
            demarc="Annex, room X0-01",
            far_end=bandwidths[asset.tag][1],
        )
        for asset in stored
        if asset.asset_class == AssetClass.CIRCUIT
    )
    return stored


def _networked(stored: list[Asset]) -> list[Asset]:
    """Those with a network card, the data rooms before the endpoints: the ranges end before these do."""
    wired = [asset for asset in stored if asset.asset_class not in (AssetClass.CIRCUIT, AssetClass.POWER)]
    endpoints = {asset_class for _prefix, asset_class, *_rest in ENDPOINTS}
    return sorted(wired, key=lambda asset: asset.asset_class in endpoints)


def _endpoints(rooms: dict[str, list[Location]], now: datetime) -> Iterator[Asset]:
    teams = _teams()
    counters = dict.fromkeys((prefix for prefix, *_rest in ENDPOINTS), 0)
    for unit in CareArea.objects.order_by("code"):
        for prefix, asset_class, name, team, count in ENDPOINTS:
            for number in range(count):
                counters[prefix] += 1
                yield _asset(
                    f"{prefix}-{counters[prefix]:04}",
                    asset_class,
                    name,
                    now,
                    care_area=unit,
                    location=rooms[unit.code][number % len(rooms[unit.code])],
                    team=teams[team],
                    critical_workstation=prefix == "WS" and unit.care_class == "A" and number == 0,
                )


def _data_room(rooms: dict[str, list[Location]], now: datetime) -> Iterator[Asset]:
    teams, unit, place, contracts = _teams(), CareArea.objects.get(code="IT"), rooms["IT"][0], _contracts()
    for tag, asset_class, name, team in DATA_ROOM:
        kept = {"location": place, "team": teams[team], "contract": contracts.get(tag)}
        yield _asset(tag, asset_class, name, now, care_area=unit, **kept)


def _lines(now: datetime) -> Iterator[Asset]:
    teams, unit, contracts = _teams(), CareArea.objects.get(code="IT"), _contracts()
    for tag, name, _bandwidth, _far in LINES:
        kept = {"team": teams["NET"], "contract": contracts.get(tag)}
        yield _asset(tag, AssetClass.CIRCUIT, name, now, care_area=unit, **kept)


def _contracts() -> dict[str, Contract]:
    """The contracts by the tags of what they cover, those that are there."""
    known = {row.number: row for row in Contract.objects.filter(number__in=THINGS)}
    return {tag: known[number] for tag, number in contracts_of(THINGS).items() if number in known}


def _asset(tag: str, asset_class: str, name: str, now: datetime, **values: Any) -> Asset:
    return Asset(
        tag=tag,
        asset_class=asset_class,
        name=name,
        status=AssetStatus.IN_SERVICE,
        serial=f"{abs(hash_of(tag)):08}",
        status_since=now,
        created_at=now,
        changed_at=now,
        **values,
    )


def hash_of(tag: str) -> int:
    """A number that is always the same for a tag."""
    return sum(ord(sign) * 31**position for position, sign in enumerate(tag)) % 100_000_000


def _teams() -> dict[str, Team]:
    return {team.code: team for team in Team.objects.all()}
