"""Who reaches the inventory, the catalogue, places and the portfolio."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from assets.rules.lifecycle import LIFECYCLE, goes_back
from tests.assets.test_certificates import facts
from tests.authorization.api_tickets import HERE
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, WORKERS, Case, all_get

EXECUTIVES = ("vp_infrastructure", "vp_applications", "cio")
READS_ALL = (*DESK, *EXECUTIVES, "finance", "integration")
READS_ITS_UNIT = (*READS_ALL, "charge_nurse")
EDITS = (*[who for who in WORKERS if who not in ("security", "privacy")], "integration")
MANAGES = ("lead", "euc_lead", "it_manager", "htm_manager")
RELEASES = ("biomed", "htm_manager")
KEEPS_PORTFOLIO = ("it_manager", "vp_applications")

IMPORTERS = ("it_manager", "htm_manager", "integration")
IMPORTS, IMPORTED = all_get(200, *IMPORTERS), all_get(302, *IMPORTERS)
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


def rest_medium(verb: str) -> Callable[[Scene], str]:
    """A step of the pump's disk over REST."""
    return lambda scene: f"{HERE}assets/LR-20417/media/{scene.inventory.medium.pk}/actions/{verb}/"


def dated(values: dict[str, Any]) -> dict[str, Any]:
    """Days as REST takes them."""
    return {name: str(value) for name, value in values.items()}


def certificate(suffix: str = "") -> Callable[[Scene], str]:
    """The page of the certificate of the pump's disk."""
    return lambda scene: f"/certificates/{scene.inventory.certificate.pk}/{suffix}"


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


def certificate_form(scene: Scene) -> dict[str, Any]:
    """What a good certificate of the pump's disk says."""
    return facts()


NETWORK = {"hostname": "pump-1", "remote_access": "no", "support_state": "supported"}
LOCATION = {"code": "N4-13", "name": "Room 13", "kind": "room", "parent": "N4-ICU"}
FIELD = {"label": "Paper trays", "kind": "number", "asset_class": "printer", "position": 1, "is_active": "on"}
LOAN = {"kind": "rental", "return_on": "2040-01-01"}

REST_READ = all_get(200, *READS_ALL)
REST_LISTED = all_get(200, *READS_ITS_UNIT)
REST_EDITS = all_get(200, *EDITS)
STEP_NEEDS = {
    "lend": {"party": "Clinic Ashby", "return_on": "2040-01-01"},
    "release": {"reason": "Corrected", "checked_on": "2026-01-05", "checked_by": "R. Sandoval"},
}


def an_import(suffix: str = "") -> Callable[[Scene], str]:
    """The page of the scene's import of assets, or what lies under it."""
    return lambda scene: f"/assets/import/{scene.asset_import.pk}/{suffix}"


def rest(
    name: str,
    method: str,
    path: str,
    statuses: dict[str, int],
    body: object = None,
    *,
    others: int = 403,
    about: str = "",
) -> Case:
    """A request over REST; a changing one means any version."""
    headers = {"If-Match": "*"} if method in ("PATCH", "POST") else {}
    return Case(
        f"api:{name}",
        path if callable(path) else f"{HERE}{path}",
        statuses,
        others=others,
        method=method,
        data=body or {},  # type: ignore[arg-type]
        anonymous=401,
        headers=headers,
        about=about,
    )


def rest_steps() -> list[Case]:
    """Every step of the table on the pump in service, which is ours and whose medium is certified."""
    cases = []
    for verb in LIFECYCLE.verbs():
        body = STEP_NEEDS.get(verb, {"reason": "Matrix"})
        row = LIFECYCLE.find(verb, "in_service", "clinical_device")
        if row is None or not goes_back(verb, "in_service", is_borrowed=False):
            statuses = all_get(409, *READS_ITS_UNIT)
        else:
            statuses = {**all_get(403, *READS_ITS_UNIT), **REST_EDITS}
        cases.append(rest(f"asset_{verb}", "POST", f"assets/LR-20417/actions/{verb}/", statuses, body))
    return cases


def rest_import(suffix: str = "") -> Callable[[Scene], str]:
    """The scene's import over REST, or what lies under it."""
    return lambda scene: f"{HERE}asset-imports/{scene.asset_import.pk}/{suffix}"


ADDS = {**all_get(403, *READS_ITS_UNIT), **all_get(201, *EDITS)}
REST_IMPORTS = [
    rest("asset_imports", "GET", "asset-imports/", IMPORTS),
    rest("asset_imports", "POST", "asset-imports/", all_get(415, *IMPORTERS), about="not multipart"),
    rest("asset_import_profiles", "GET", "asset-import-profiles/", IMPORTS),
    rest("asset_import", "GET", rest_import(), IMPORTS),  # type: ignore[arg-type]
    rest("asset_import_rows", "GET", rest_import("rows/"), IMPORTS),  # type: ignore[arg-type]
    rest("asset_import_check", "POST", rest_import("actions/check/"), all_get(202, *IMPORTERS)),  # type: ignore[arg-type]
    rest("asset_import_apply", "POST", rest_import("actions/apply/"), all_get(409, *IMPORTERS)),  # type: ignore[arg-type]
    rest("asset_import_undo", "POST", rest_import("actions/undo/"), all_get(409, *IMPORTERS)),  # type: ignore[arg-type]
]
REST = [
    *REST_IMPORTS,
    rest("assets", "GET", "assets/", REST_LISTED),
    rest("assets", "POST", "assets/", all_get(201, *EDITS), {"asset_class": "printer"}),
    rest("external_asset", "PUT", "assets/external/mdm/1/", all_get(201, *EDITS), {"asset_class": "printer"}),
    rest("asset", "GET", "assets/LR-20417/", REST_LISTED, about="own unit"),
    rest(
        "asset",
        "GET",
        "assets/WS-1001/",
        {**REST_READ, "charge_nurse": 404},
        about="elsewhere",
    ),
    rest("asset", "PATCH", "assets/LR-20417/", REST_EDITS, {"lot": "L2"}),
    rest("asset_movements", "GET", "assets/LR-20417/movements/", REST_LISTED),
    rest("asset_life", "GET", "assets/LR-20417/life/", REST_LISTED),
    rest("asset_impact", "GET", "assets/LR-20417/impact/", REST_LISTED),
    rest("asset_network", "PATCH", "assets/LR-20417/network/", REST_EDITS, {"hostname": "pump-1"}),
    rest("move_asset", "POST", "assets/LR-20417/actions/move/", REST_EDITS, {"room": "14"}),
    rest("asset_media", "GET", "assets/LR-20417/media/", REST_LISTED),
    rest("asset_media", "POST", "assets/LR-20417/media/", ADDS, {"kind": "hdd"}),
    rest("remove_medium", "POST", rest_medium("remove"), REST_EDITS),  # type: ignore[arg-type]
    rest("certify_medium", "POST", rest_medium("certify"), ADDS, dated(facts())),  # type: ignore[arg-type]
    *rest_steps(),
    rest("models", "GET", "models/", REST_LISTED),
    rest(
        "models",
        "POST",
        "models/",
        all_get(201, *MANAGES),
        {"manufacturer": "Ashgrove Infusion", "name": "SP-2"},
    ),
    rest("model", "GET", lambda scene: f"{HERE}models/{scene.inventory.model.pk}/", REST_LISTED),  # type: ignore[arg-type]
    rest(
        "model",
        "PATCH",
        lambda scene: f"{HERE}models/{scene.inventory.model.pk}/",  # type: ignore[arg-type]
        MANAGER_OPENS,
        {"brand": "IX"},
    ),
    rest("locations", "GET", "locations/", REST_LISTED),
    rest("locations", "POST", "locations/", all_get(201, *MANAGES), LOCATION),
    rest("location", "GET", "locations/N4-12/", REST_LISTED),
    rest("location", "PATCH", "locations/N4-12/", MANAGER_OPENS, {"name": "Room twelve"}),
    rest("relations", "GET", "relations/", REST_LISTED),
    rest(
        "relations",
        "POST",
        "relations/",
        {**all_get(403, *READS_ALL), **all_get(201, *EDITS), "charge_nurse": 422},
        {"kind": "runs_on", "from_end": {"asset": "LR-20417"}, "to_end": {"service": "A001"}},
    ),
    rest(
        "relation",
        "DELETE",
        lambda scene: f"{HERE}relations/{scene.inventory.relation.pk}/",  # type: ignore[arg-type]
        {**all_get(403, *READS_ITS_UNIT), **all_get(204, *EDITS)},
    ),
    rest("portfolio", "GET", "portfolio/", REST_READ),
    rest("portfolio_service", "GET", "portfolio/A001/", REST_READ),
    rest("portfolio_impact", "GET", "portfolio/A001/impact/", REST_READ),
    rest("portfolio_service", "PATCH", "portfolio/A001/", KEEPER_OPENS, {"rto_minutes": 60}),
    rest("licenses", "GET", "licenses/", REST_READ),
    rest(
        "licenses",
        "POST",
        "licenses/",
        all_get(201, *KEEPS_PORTFOLIO),
        {"product": "Orders", "service": "A001", "entitled": 1},
    ),
    rest("license", "GET", lambda scene: f"{HERE}licenses/{scene.inventory.license.pk}/", REST_READ),  # type: ignore[arg-type]
    rest(
        "license",
        "PATCH",
        lambda scene: f"{HERE}licenses/{scene.inventory.license.pk}/",  # type: ignore[arg-type]
        KEEPER_OPENS,
        {"assigned": 1},
    ),
]
CASES = [
    *REST,
    Case("assets:assets", "/assets/", LISTED),
    Case("assets:imports", "/assets/import/", IMPORTS),
    Case(
        "assets:imports",
        "/assets/import/",
        IMPORTED,
        method="POST",
        data=lambda scene: {
            "file": SimpleUploadedFile("assets.csv", b"tag,class\nLR-8,printer\n"),
            "source": "CMMS",
            "date_format": "iso",
            "existing": "skip",
        },
    ),
    Case("assets:import", an_import(), IMPORTS),
    Case(
        "assets:import",
        an_import(),
        IMPORTED,
        method="POST",
        data={"do": "check", "column_0": "tag", "column_1": "asset_class"},
        about="check",
    ),
    Case(
        "assets:import",
        an_import(),
        all_get(409, *IMPORTERS),
        method="POST",
        data={"do": "undo"},
        about="undo",
    ),
    Case("assets:import_report", an_import("report/"), IMPORTS),
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
    Case("assets:certificate", certificate(), LISTED, about="own unit"),
    Case("assets:certificate_pdf", certificate("pdf/"), LISTED, about="own unit"),
    Case("assets:new_medium", pump("media/new/"), OPENS),
    posts("new_medium", pump("media/new/"), {"kind": "hdd", "is_encrypted": "no"}, SAVES),
    Case("assets:certify_medium", medium("certificate/"), OPENS),
    posts("certify_medium", medium("certificate/"), certificate_form, SAVES),
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
