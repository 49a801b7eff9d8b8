"""Who reaches the inventory, the catalogue, places and the portfolio."""

from collections.abc import Callable
from typing import Any

from tests.authorization.scene import Scene
from tests.authorization.table import DESK, WORKERS, Case, all_get

EXECUTIVES = ("vp_infrastructure", "vp_applications", "cio")
READS_ALL = (*DESK, *EXECUTIVES, "finance", "integration")
READS_ITS_UNIT = (*READS_ALL, "charge_nurse")
EDITS = (*[who for who in WORKERS if who not in ("security", "privacy")], "integration")
MANAGES = ("lead", "euc_lead", "it_manager", "htm_manager")
RELEASES = ("biomed", "htm_manager")
KEEPS_PORTFOLIO = ("it_manager", "vp_applications")

LISTED = all_get(200, *READS_ITS_UNIT)
READ = all_get(200, *READS_ALL)
OPENS = all_get(200, *EDITS)
SAVES = all_get(302, *EDITS)
MANAGER_OPENS = all_get(200, *MANAGES)
MANAGER_SAVES = all_get(302, *MANAGES)
KEEPER_OPENS = all_get(200, *KEEPS_PORTFOLIO)
KEEPER_SAVES = all_get(302, *KEEPS_PORTFOLIO)


def pump(suffix: str = "") -> Callable[[Scene], str]:
    """The page of the pump in the ICU."""
    return lambda scene: f"/a/{scene.inventory.pump.tag}/{suffix}"


def computer(suffix: str = "") -> Callable[[Scene], str]:
    """The page of the computer elsewhere."""
    return lambda scene: f"/a/{scene.inventory.computer.tag}/{suffix}"


def model(suffix: str = "") -> Callable[[Scene], str]:
    """The page of the pump's model."""
    return lambda scene: f"/assets/models/{scene.inventory.model.pk}/{suffix}"


def bed(suffix: str = "") -> Callable[[Scene], str]:
    """The page of the bed."""
    return lambda scene: f"/assets/locations/{scene.inventory.bed.pk}/{suffix}"


def medium(suffix: str) -> Callable[[Scene], str]:
    """An address about the pump's disk."""
    return lambda scene: f"/a/LR-20417/media/{scene.inventory.medium.pk}/{suffix}"


def posts(
    name: str, path: object, data: object, who: dict[str, int], about: str = "", others: int = 404
) -> Case:
    """A form that is sent."""
    return Case(f"assets:{name}", path, who, method="POST", data=data, about=about, others=others)  # type: ignore[arg-type]


def asset_form(scene: Scene) -> dict[str, Any]:
    """What a good form of the pump says."""
    return {
        "asset_class": "clinical_device",
        "model": "IX-4",
        "high_risk": "on",
        "stores_phi": "unknown",
        "currency": "USD",
        "system_of_record": "ours",
        "lot": "L1",
    }


def model_form(scene: Scene) -> dict[str, Any]:
    """What a good form of a model says."""
    return {
        "manufacturer": scene.inventory.model.manufacturer_id,
        "name": "SP-2",
        "asset_class": "clinical_device",
    }


def license_form(scene: Scene) -> dict[str, Any]:
    """What a good form of a license says."""
    service = scene.world.service("A001").pk
    return {
        "product": "Harbor Orders",
        "service": service,
        "metric": "bed",
        "entitled": 5,
        "assigned": 1,
        "currency": "USD",
        "is_active": "on",
    }


SERVICE = {
    "name": "Harbor EHR",
    "kind": "application",
    "tier": "1",
    "hosting": "vendor",
    "data_class": "phi",
    "lifecycle": "live",
}
CERTIFICATE = {
    "method": "purge",
    "technique": "Sanitize command",
    "verification": "Full read",
    "performed_by": "R. Sandoval",
    "performed_on": "2026-01-05",
    "validated_by": "E. Fairweather",
}
NETWORK = {"hostname": "pump-1", "remote_access": "no", "support_state": "supported"}
LOCATION = {"code": "N4-13", "name": "Room 13", "kind": "room", "parent": "N4-ICU"}
FIELD = {"label": "Paper trays", "kind": "number", "asset_class": "printer", "position": 1, "is_active": "on"}
LOAN = {"kind": "rental", "return_on": "2040-01-01"}

CASES = [
    Case("assets:assets", "/assets/", LISTED),
    Case("assets:new_asset", "/assets/new/", OPENS),
    posts(
        "new_asset",
        "/assets/new/",
        lambda scene: {**asset_form(scene), "tag": "LR-9", "status": "received"},
        SAVES,
    ),
    Case("assets:asset", pump(), LISTED, about="own unit"),
    Case("assets:asset", computer(), READ, about="elsewhere"),
    Case("assets:asset_impact", pump("impact/"), LISTED),
    Case("assets:edit_asset", pump("edit/"), OPENS),
    posts("edit_asset", pump("edit/"), asset_form, SAVES),
    Case("assets:move_asset", pump("move/"), OPENS),
    posts("move_asset", pump("move/"), {"room": "14"}, SAVES),
    Case("assets:rent_asset", pump("rental/"), OPENS),
    posts("rent_asset", pump("rental/"), lambda scene: {**LOAN, "vendor": scene.spare_vendor.pk}, SAVES),
    Case(
        "assets:asset_step",
        pump("step/repair/"),
        {**all_get(302, *READS_ITS_UNIT), **OPENS},
    ),
    posts(
        "asset_step",
        pump("step/repair/"),
        {"reason": "Door latch"},
        {**all_get(403, *READS_ITS_UNIT), **SAVES},
    ),
    posts(
        "asset_step",
        pump("step/find/"),
        {},
        all_get(409, *READS_ITS_UNIT),
        "not possible now",
    ),
    Case("assets:asset_network", pump("network/"), OPENS),
    posts("asset_network", pump("network/"), NETWORK, SAVES),
    Case("assets:asset_line", "/a/C-1/line/", OPENS),
    posts("asset_line", "/a/C-1/line/", {"circuit_id": "CR-1"}, SAVES),
    Case("assets:new_medium", pump("media/new/"), OPENS),
    posts("new_medium", pump("media/new/"), {"kind": "hdd", "is_encrypted": "no"}, SAVES),
    Case("assets:certify_medium", medium("certificate/"), OPENS),
    posts("certify_medium", medium("certificate/"), CERTIFICATE, SAVES),
    posts("remove_medium", medium("remove/"), {}, SAVES),
    Case("assets:new_relation", pump("relations/new/"), OPENS),
    posts("new_relation", pump("relations/new/"), {"kind": "runs_on", "other": "A001"}, SAVES),
    posts(
        "remove_relation",
        lambda scene: f"/a/LR-20417/relations/{scene.inventory.relation.pk}/remove/",
        {},
        SAVES,
    ),
    Case("assets:models", "/assets/models/", READ),
    Case("assets:model", model(), READ),
    Case("assets:new_model", "/assets/models/new/", MANAGER_OPENS),
    posts("new_model", "/assets/models/new/", model_form, MANAGER_SAVES),
    Case("assets:edit_model", model("edit/"), MANAGER_OPENS),
    posts("edit_model", model("edit/"), model_form, MANAGER_SAVES),
    posts("retire_model", model("retire/"), {}, MANAGER_SAVES),
    posts("restore_model", model("restore/"), {}, MANAGER_SAVES),
    Case("assets:fields", "/assets/fields/", MANAGER_OPENS),
    Case("assets:new_field", "/assets/fields/new/", MANAGER_OPENS),
    posts("new_field", "/assets/fields/new/", FIELD, MANAGER_SAVES),
    Case("assets:field", lambda scene: f"/assets/fields/{scene.inventory.field.pk}/", MANAGER_OPENS),
    posts("field", lambda scene: f"/assets/fields/{scene.inventory.field.pk}/", FIELD, MANAGER_SAVES),
    Case("assets:locations", "/assets/locations/", READ),
    Case("assets:location", bed(), READ),
    Case("assets:new_location", "/assets/locations/new/", MANAGER_OPENS),
    posts("new_location", "/assets/locations/new/", LOCATION, MANAGER_SAVES),
    Case("assets:edit_location", bed("edit/"), MANAGER_OPENS),
    posts(
        "edit_location",
        bed("edit/"),
        {"code": "N4-12-A", "name": "Bed A", "kind": "bed", "parent": "N4-12"},
        MANAGER_SAVES,
    ),
    posts("retire_location", bed("retire/"), {}, MANAGER_SAVES),
    posts("restore_location", bed("restore/"), {}, MANAGER_SAVES),
    Case("assets:portfolio", "/services/", READ),
    Case("assets:portfolio_service", "/services/A001/", READ),
    Case("assets:service_impact", "/services/A001/impact/", READ),
    Case("assets:edit_portfolio", "/services/A001/edit/", KEEPER_OPENS),
    posts("edit_portfolio", "/services/A001/edit/", SERVICE, KEEPER_SAVES),
    Case("assets:licenses", "/services/licenses/", READ),
    Case("assets:new_license", "/services/licenses/new/", KEEPER_OPENS),
    posts("new_license", "/services/licenses/new/", license_form, KEEPER_SAVES),
    Case("assets:license", lambda scene: f"/services/licenses/{scene.inventory.license.pk}/", KEEPER_OPENS),
    posts(
        "license",
        lambda scene: f"/services/licenses/{scene.inventory.license.pk}/",
        license_form,
        KEEPER_SAVES,
    ),
]
