"""Who keeps ward computers: administrators; whoever holds a link enrols one, once, without signing in."""

from typing import Any

from tests import ward_rows
from tests.authorization.scene import Scene
from tests.authorization.table import EVERYBODY, Case, all_get

SHOWN, DONE = {"administrator": 200}, {"administrator": 302}
STRANGERS: Any = {"is_open": True, "others": 200, "anonymous": 200}


def one(suffix: str = "") -> Any:
    """The page of the ward computer."""
    return lambda scene: f"/setup/workstations/{scene.world.workstation.pk}/{suffix}"


def new(scene: Scene) -> dict[str, Any]:
    """A further computer."""
    return {"name": "ED-WS-11", "care_area": scene.world.area("ED").pk}


OFF: Any = {"is_open": True, "others": 302, "anonymous": 404}
CASES = [
    Case("wards:open_report", "/report/open/", **OFF, about="while it is off"),
    Case(
        "wards:open_report",
        "/report/open/",
        **OFF,
        method="POST",
        data={"text": "x"},
        about="while it is off",
    ),
    Case(
        "wards:open_phi",
        "/report/open/phi/",
        **OFF,
        method="POST",
        data={"text": "x"},
        about="while it is off",
    ),
    Case("wards:open_receipt", "/report/open/nobodys/", **OFF, about="while it is off"),
    Case("wards:stations", "/setup/workstations/", SHOWN),
    Case("wards:new_station", "/setup/workstations/new/", SHOWN),
    Case("wards:new_station", "/setup/workstations/new/", DONE, method="POST", data=new),
    Case("wards:station", one(), SHOWN),
    Case("wards:station", one(), DONE, method="POST", data=new),
    Case("wards:make_link", one("link/"), SHOWN, method="POST"),
    Case("wards:revoke_station", one("revoke/"), DONE, method="POST"),
    Case("wards:enrol", "/ward/enrol/nobodys/", is_open=True, anonymous=404, about="with a wrong link"),
    Case("wards:enrol", ward_rows.link, all_get(200, *EVERYBODY), **STRANGERS),
    Case(
        "wards:enrol",
        ward_rows.link,
        all_get(302, *EVERYBODY),
        others=302,
        anonymous=302,
        is_open=True,
        method="POST",
    ),
]
