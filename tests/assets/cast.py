"""Assets, models and places for tests, made by the actions."""

from typing import Any

from assets.actions.assets import create_asset
from assets.actions.catalogue import add_model
from assets.actions.locations import add_location
from assets.models import Asset, DeviceModel, Location
from hospital_itsm.people.models import Site
from tests.world import World, again
from vendors.models import Vendor


def maker(name: str = "Ashgrove Infusion") -> Vendor:
    """A maker of devices."""
    return Vendor.objects.get_or_create(name=name)[0]


def model(world: World, name: str = "IX-4", **values: Any) -> DeviceModel:
    """A high-risk infusion pump of the catalogue."""
    fields = {"manufacturer": maker(), "name": name, "catalog_number": "IX4-100", "high_risk": True, **values}
    identifiers = fields.pop("identifiers", ["09520000010010"])
    return add_model(actor=again(world.htm_manager), fields=fields, identifiers=identifiers)


def pump(world: World, tag: str = "LR-20417", **values: Any) -> Asset:
    """A pump in service in the ICU, of the model IX-4 unless another is given."""
    known = DeviceModel.objects.filter(name="IX-4").first()
    fields = {
        "asset_class": "clinical_device",
        "model": known or model(world),
        "serial": f"IX4-{tag}",
        "care_area": world.icu,
        "team": world.team("HTM-GEN"),
        **values,
    }
    return create_asset(actor=again(world.biomed), tag=tag, **fields)


def computer(world: World, tag: str = "WS-1001", **values: Any) -> Asset:
    """A workstation in service on Med-Surg 5."""
    fields = {"asset_class": "workstation", "name": "Nurse station", "care_area": world.area("MS5"), **values}
    return create_asset(actor=again(world.technician), tag=tag, **fields)


def place(world: World, code: str, kind: str, parent: Location | None = None, **values: Any) -> Location:
    """A place in another one."""
    site = Site.objects.get(code="MAIN")
    fields = {"code": code, "name": code, "kind": kind, "parent": parent, "site": site, **values}
    return add_location(actor=again(world.htm_manager), fields=fields)


def tower(world: World) -> dict[str, Location]:
    """A site with a building, a floor, the ICU, a room and a bed."""
    site = place(world, "MC", "site")
    building = place(world, "N", "building", site)
    floor = place(world, "N4", "floor", building)
    area = place(world, "N4-ICU", "area", floor, care_area=world.icu)
    room = place(world, "N4-12", "room", area)
    bed = place(world, "N4-12-A", "bed", room)
    return {row.kind: row for row in (site, building, floor, area, room, bed)}
