"""Addresses of the inventory under `/api/v1/`."""

from typing import Any

from django.urls import path

from assets.api.assets import AssetParts, Assets, ExternalAssets
from assets.api.catalogue import Locations, Models
from assets.api.certificates import Certificates
from assets.api.imports import AssetImportProfiles, AssetImports
from assets.api.media import Media
from assets.api.portfolio import Licenses, Portfolio
from assets.api.recall_devices import STEPS as DEVICE_STEPS
from assets.api.recall_devices import RecallDevices
from assets.api.recalls import STEPS, RecallLines, Recalls, RecallSteps
from assets.api.relations import Relations
from assets.api.services import Services
from assets.api.steps import VERBS, AssetSteps
from assets.api.udi import ParseUdi
from assets.api.walks import Walks
from hospital_itsm.core.rest import addresses  # noqa: F401  registers <row_name:...> and its like

MANY: dict[str, Any] = {"get": "list", "post": "create"}
ONE: dict[str, Any] = {"get": "retrieve", "patch": "partial_update"}
ASSET = "assets/<row_name:tag>/"
IMPORT = "asset-imports/<int:number>/"
RECALL = "recalls/<row_name:recall>/"
DEVICE = f"{RECALL}lines/<row_name:tag>/"

urlpatterns = [
    path("assets/", Assets.as_view(MANY), name="assets"),
    path(
        "assets/external/<external_system:system>/<external_number:number>/",
        ExternalAssets.as_view({"put": "update"}),
        name="external_asset",
    ),
    path(ASSET, Assets.as_view(ONE), name="asset"),
    path(f"{ASSET}movements/", AssetParts.as_view({"get": "movements"}), name="asset_movements"),
    path(f"{ASSET}life/", AssetParts.as_view({"get": "life"}), name="asset_life"),
    path(f"{ASSET}impact/", AssetParts.as_view({"get": "impact"}), name="asset_impact"),
    path(f"{ASSET}network/", AssetParts.as_view({"patch": "network"}), name="asset_network"),
    path(f"{ASSET}media/", Media.as_view(MANY), name="asset_media"),
    *(
        path(
            f"{ASSET}media/<int:number>/actions/{verb}/", Media.as_view({"post": verb}), name=f"{verb}_medium"
        )
        for verb in ("remove", "certify")
    ),
    path(f"{ASSET}actions/move/", AssetParts.as_view({"post": "move"}), name="move_asset"),
    *(
        path(f"{ASSET}actions/{verb}/", AssetSteps.as_view({"post": verb}), name=f"asset_{verb}")
        for verb in VERBS
    ),
    path("asset-imports/", AssetImports.as_view(MANY), name="asset_imports"),
    path(IMPORT, AssetImports.as_view({"get": "retrieve"}), name="asset_import"),
    path(f"{IMPORT}rows/", AssetImports.as_view({"get": "rows"}), name="asset_import_rows"),
    *(
        path(f"{IMPORT}actions/{step}/", AssetImports.as_view({"post": step}), name=f"asset_import_{step}")
        for step in ("check", "apply", "undo")
    ),
    path(
        "asset-import-profiles/", AssetImportProfiles.as_view({"get": "list"}), name="asset_import_profiles"
    ),
    path("certificates/", Certificates.as_view({"get": "list"}), name="certificates"),
    path("certificates/<int:number>/", Certificates.as_view({"get": "retrieve"}), name="certificate"),
    path("models/", Models.as_view(MANY), name="models"),
    path("models/<int:number>/", Models.as_view(ONE), name="model"),
    path("locations/", Locations.as_view(MANY), name="locations"),
    path("locations/<row_name:code>/", Locations.as_view(ONE), name="location"),
    path("relations/", Relations.as_view(MANY), name="relations"),
    path("relations/<int:number>/", Relations.as_view({"delete": "destroy"}), name="relation"),
    path("portfolio/", Portfolio.as_view({"get": "list"}), name="portfolio"),
    path("portfolio/<row_name:code>/", Portfolio.as_view(ONE), name="portfolio_service"),
    path("portfolio/<row_name:code>/impact/", Portfolio.as_view({"get": "impact"}), name="portfolio_impact"),
    path("licenses/", Licenses.as_view(MANY), name="licenses"),
    path("licenses/<int:number>/", Licenses.as_view(ONE), name="license"),
    path("recalls/", Recalls.as_view(MANY), name="recalls"),
    path(RECALL, Recalls.as_view(ONE), name="recall"),
    path(f"{RECALL}lines/", RecallLines.as_view({"get": "list"}), name="recall_lines"),
    path(f"{RECALL}actions/tag_out/", RecallLines.as_view({"post": "tag_out"}), name="tag_out_recall"),
    path(f"{RECALL}actions/match/", RecallSteps.as_view({"post": "match"}), name="match_recall"),
    *(
        path(f"{RECALL}actions/{step}/", RecallSteps.as_view({"post": step}), name=f"recall_{step}")
        for step in STEPS
    ),
    path(DEVICE, RecallDevices.as_view({"get": "retrieve"}), name="recall_device"),
    path(f"{DEVICE}actions/search/", RecallDevices.as_view({"post": "search"}), name="recall_device_search"),
    *(
        path(f"{DEVICE}actions/{step}/", RecallDevices.as_view({"post": step}), name=f"recall_device_{step}")
        for step in DEVICE_STEPS
    ),
    path("services/", Services.as_view({"get": "list"}), name="services"),
    path("services/<row_name:name>/", Services.as_view({"get": "retrieve"}), name="service"),
    path("walks/", Walks.as_view(MANY), name="walks"),
    path("walks/<int:number>/", Walks.as_view({"get": "retrieve"}), name="walk"),
    path("walks/<int:number>/scans/", Walks.as_view({"get": "scans", "post": "burst"}), name="walk_scans"),
    path("walks/<int:number>/missing/", Walks.as_view({"get": "missing"}), name="walk_missing"),
    *(
        path(f"walks/<int:number>/actions/{verb}/", Walks.as_view({"post": verb}), name=f"walk_{verb}")
        for verb in ("forget", "moves", "finish")
    ),
    path("udi/parse", ParseUdi.as_view({"post": "create"}), name="parse_udi"),
]
