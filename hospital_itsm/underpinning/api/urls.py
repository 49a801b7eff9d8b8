"""Addresses of vendor clocks and scorecards under `/api/v1/`."""

from django.urls import path

from hospital_itsm.core.rest import addresses  # noqa: F401  registers <row_name:...>
from hospital_itsm.underpinning.api.promises import ContractPromises
from hospital_itsm.underpinning.api.vendor_tasks import Scorecard, Scorecards, VendorClocks, VendorTasks

urlpatterns = [
    path("vendor_tasks/", VendorTasks.as_view({"get": "list"}), name="vendor_tasks"),
    path("vendor_tasks/<int:pk>/", VendorTasks.as_view({"get": "retrieve"}), name="vendor_task"),
    path("vendor_tasks/<int:pk>/answer/", VendorTasks.as_view({"post": "answer"}), name="vendor_task_answer"),
    path(
        "vendor_tasks/<int:pk>/contract/",
        VendorTasks.as_view({"post": "contract"}),
        name="vendor_task_contract",
    ),
    path("vendor_clocks/", VendorClocks.as_view({"get": "list"}), name="vendor_clocks"),
    path("vendor_scorecards/", Scorecards.as_view({"get": "list"}), name="vendor_scorecards"),
    path(
        "vendors/<row_name:name>/scorecard/",
        Scorecard.as_view({"get": "retrieve"}),
        name="vendor_scorecard",
    ),
    path(
        "contracts/<row_name:number>/promises/",
        ContractPromises.as_view({"get": "list"}),
        name="contract_promises",
    ),
    path(
        "contracts/<row_name:number>/promises/<slug:metric>/",
        ContractPromises.as_view({"put": "update", "delete": "destroy"}),
        name="contract_promise",
    ),
]
