"""Which machine is which asset, what is stored of it, and which model is meant: a few statements for many machines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models.functions import Upper

from assets.actions.assets import THEIRS
from assets.choices import ImportVerdict
from assets.models import Asset, AssetExternalRef, CustomField, DeviceModel, StorageMedium
from assets.owned_elsewhere import owner_of, systems_by_class
from hospital_itsm.discovery.rules.differences import Line, Stored, differences, is_difference
from vendors.queries.vendors import vendors_by_name

SYSTEM: Final = "glpi"
AMBIGUOUS: Final = "ambiguous"
NETWORK: Final = ("hostname", "mac", "ip", "ssid", "is_wireless", "os_name", "os_version")


@dataclass(frozen=True)
class Match:
    """One machine held against the inventory. `by_number`: its asset is known by the agent's own number."""

    asset: Asset | None
    by_number: bool
    lines: Sequence[Line]
    fault: str = ""

    @property
    def verdict(self) -> ImportVerdict:
        """What taking it over would do."""
        if self.fault:
            return ImportVerdict.FAULT
        if self.asset is None:
            return ImportVerdict.CREATE
        return ImportVerdict.UPDATE if any(map(is_difference, self.lines)) else ImportVerdict.SAME


def matches(machines: Sequence[Mapping[str, Any]]) -> list[Match]:
    """Each machine with its asset and every difference, in the same order."""
    numbers = _by_number([one["device_id"] for one in machines])
    serials = _by_serial([one["facts"].get("serial", "") for one in machines])
    assets = [_asset(one, numbers, serials) for one in machines]
    stored = _stored([asset for asset, _fault in assets if asset], {one["asset_class"] for one in machines})
    models = _models({(one["maker"], one["model"]) for one in machines})
    found = []
    for machine, (asset, fault) in zip(machines, assets, strict=True):
        known = stored[asset.pk] if asset else Stored(own_keys=stored[machine["asset_class"]].own_keys)
        model = models.get((machine["maker"], machine["model"]))
        lines = differences(machine, known, model)
        found.append(Match(asset, machine["device_id"] in numbers, lines, fault))
    return found


def _asset(
    machine: Mapping[str, Any], numbers: Mapping[str, Asset], serials: Mapping[str, list[Asset]]
) -> tuple[Asset | None, str]:
    if asset := numbers.get(machine["device_id"]):
        return asset, ""
    found = serials.get(machine["facts"].get("serial", "").upper(), [])
    return (None, AMBIGUOUS) if len(found) > 1 else (found[0] if found else None, "")


def _by_number(numbers: Iterable[str]) -> dict[str, Asset]:
    rows = AssetExternalRef.objects.filter(system=SYSTEM, external_id__in=set(numbers))
    return {row.external_id: row.asset for row in rows.select_related("asset__model", "asset__network")}


def _by_serial(serials: Iterable[str]) -> dict[str, list[Asset]]:
    wanted = {serial.upper() for serial in serials if serial}
    found: dict[str, list[Asset]] = {}
    rows = Asset.objects.annotate(capitals=Upper("serial")).filter(capitals__in=wanted).exclude(serial="")
    for asset in rows.select_related("model", "network").order_by("pk"):
        found.setdefault(asset.serial.upper(), []).append(asset)
    return found


def _stored(assets: Sequence[Asset], classes: Iterable[str]) -> dict[Any, Stored]:
    keys: dict[str, set[str]] = {one: set() for one in {*classes, *(asset.asset_class for asset in assets)}}
    for asset_class, key in CustomField.objects.filter(is_active=True, asset_class__in=keys).values_list(
        "asset_class", "key"
    ):
        keys[asset_class].add(key)
    media: dict[int, set[str]] = {asset.pk: set() for asset in assets}
    rows = StorageMedium.objects.filter(asset__in=assets, removed_at__isnull=True).exclude(serial="")
    for pk, serial in rows.values_list("asset", "serial"):
        media[pk].add(serial.upper())
    by_class = systems_by_class()
    found: dict[Any, Stored] = {one: Stored(own_keys=frozenset(own)) for one, own in keys.items()}
    for asset in assets:
        network = getattr(asset, "network", None)
        found[asset.pk] = Stored(
            facts={"serial": asset.serial, "software_version": asset.software_version},
            model=(asset.model.pk, str(asset.model)) if asset.model else None,
            network={name: getattr(network, name) for name in NETWORK} if network else {},
            own=asset.custom,
            own_keys=frozenset(keys[asset.asset_class]),
            media=frozenset(media[asset.pk]),
            locked=THEIRS if owner_of(asset, by_class) else frozenset(),
        )
    return found


def _models(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, str]]:
    wanted = {pair for pair in pairs if all(pair)}
    vendors = vendors_by_name({maker for maker, _name in wanted})
    by_name: dict[tuple[int, str], list[DeviceModel]] = {}
    rows = DeviceModel.objects.filter(manufacturer__in=set(vendors.values()), is_active=True)
    for model in rows.order_by("pk"):
        for name in {model.name.upper(), model.model_number.upper()} - {""}:
            by_name.setdefault((model.manufacturer_id, name), []).append(model)
    found = {}
    for maker, name in wanted:
        rows_of = by_name.get((vendors[maker].pk, name.upper()), []) if maker in vendors else []
        if len(rows_of) == 1:
            found[(maker, name)] = (rows_of[0].pk, str(rows_of[0]))
    return found
