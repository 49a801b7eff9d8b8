"""The places of the demo hospital: campus, towers, floors, the area of each unit, its rooms and beds."""

from assets.models import Location
from assets.rules.placing import path_of
from hospital_itsm.people.models import CareArea, Site

TOWERS = {
    "N": "North tower",
    "S": "South tower",
    "W": "Women and children",
    "P": "Ambulatory pavilion",
    "X": "Annex",
}
ROOMS = 6
WITH_BEDS = ("ICU", "CVICU", "NICU", "PACU", "ED", "MS5", "MS6", "TELE", "PEDS", "LND")


def store_places() -> dict[str, list[Location]]:
    """Store the tree level by level and return the rooms of each unit by its code."""
    sites = {site.code: site for site in Site.objects.all()}
    tops = {code: _add(code, site.name, "site", None, site) for code, site in sorted(sites.items())}
    towers = {
        letter: _add(f"MAIN-{letter}", name, "building", tops["MAIN"], sites["MAIN"])
        for letter, name in TOWERS.items()
    }
    floors: dict[str, Location] = {}
    rooms: dict[str, list[Location]] = {}
    for unit in CareArea.objects.select_related("site").order_by("code"):
        around = tops[unit.site.code]
        if unit.location[:1] in TOWERS:
            tower = towers[unit.location[:1]]
            if unit.location not in floors:
                name = f"Floor {unit.location[1:]}"
                floors[unit.location] = _add(unit.location, name, "floor", tower, unit.site)
            around = floors[unit.location]
        rooms[unit.code] = _store_unit(unit, around)
    return rooms


def _store_unit(unit: CareArea, around: Location) -> list[Location]:
    area = _add(f"{around.code}-{unit.code}", unit.name, "area", around, unit.site, unit)
    made = []
    for number in range(1, ROOMS + 1):
        code = f"{area.code}-{number:02}"
        room = _add(code, f"{unit.code} room {number}", "room", area, unit.site, unit)
        if unit.code in WITH_BEDS:
            _add(f"{code}-A", f"Bed {number}A", "bed", room, unit.site, unit)
        made.append(room)
    return made


def _add(
    code: str, name: str, kind: str, parent: Location | None, site: Site, unit: CareArea | None = None
) -> Location:
    place = Location.objects.create(
        code=code, name=name[:120], kind=kind, parent=parent, site=site, care_area=unit
    )
    place.path = path_of(place.pk, parent.path if parent else "")
    place.save(update_fields=["path"])
    return place
