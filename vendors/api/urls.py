"""Addresses of vendors and contracts under `/api/v1/`."""

from typing import Any

from django.urls import path

from hospital_itsm.core.rest import addresses  # noqa: F401  registers <row_name:...> and its like
from vendors.api.accounts import Accounts
from vendors.api.baas import Baas, BaaSteps, Gaps, Overrides
from vendors.api.contacts import Contacts
from vendors.api.contracts import STEPS, Contracts, ContractSteps, Decisions, ExternalContracts, Renewals
from vendors.api.documents import (
    BaaDocuments,
    ContractDocuments,
    DocumentFiles,
    Documents,
    DocumentVersions,
    VendorDocuments,
)
from vendors.api.vendors import ExternalVendors, Vendors

MANY: dict[str, Any] = {"get": "list", "post": "create"}
ONE: dict[str, Any] = {"get": "retrieve", "patch": "partial_update"}
NUMBERED: dict[str, Any] = {"put": "update"}

urlpatterns = [
    path("baas/", Baas.as_view(MANY), name="baas"),
    path("baas/<int:pk>/", Baas.as_view(ONE), name="baa"),
    path("baas/<int:pk>/renewal/", BaaSteps.as_view({"post": "renew"}), name="baa_renewal"),
    path("baas/<int:pk>/termination/", BaaSteps.as_view({"post": "terminate"}), name="baa_termination"),
    path("baas/<int:pk>/documents/", BaaDocuments.as_view(MANY), name="baa_documents"),
    path("documents/<int:pk>/", Documents.as_view({"get": "retrieve"}), name="document"),
    path(
        "documents/<int:pk>/versions/", DocumentVersions.as_view({"post": "create"}), name="document_versions"
    ),
    path(
        "documents/<int:pk>/versions/<int:number>/",
        DocumentFiles.as_view({"get": "retrieve"}),
        name="document_version",
    ),
    path(
        "documents/<int:pk>/versions/<int:number>/withdrawal/",
        DocumentFiles.as_view({"post": "withdraw"}),
        name="document_withdrawal",
    ),
    path("vendors/<row_name:name>/documents/", VendorDocuments.as_view(MANY), name="vendor_documents"),
    path(
        "contracts/<row_name:number>/documents/", ContractDocuments.as_view(MANY), name="contract_documents"
    ),
    path("baa_gaps/", Gaps.as_view({"get": "list"}), name="baa_gaps"),
    path("baa_exceptions/", Overrides.as_view(MANY), name="baa_exceptions"),
    path("baa_exceptions/<int:pk>/end/", Overrides.as_view({"post": "end"}), name="baa_exception_end"),
    path("vendors/", Vendors.as_view(MANY), name="vendors"),
    path(
        "vendors/external/<external_system:system>/<external_number:number>/",
        ExternalVendors.as_view(NUMBERED),
        name="external_vendor",
    ),
    path("vendors/<row_name:name>/contacts/", Contacts.as_view(MANY), name="vendor_contacts"),
    path("vendors/<row_name:name>/contacts/<int:number>/", Contacts.as_view(ONE), name="vendor_contact"),
    path("vendors/<row_name:name>/accounts/", Accounts.as_view(MANY), name="vendor_accounts"),
    path("vendors/<row_name:name>/accounts/<int:number>/", Accounts.as_view(ONE), name="vendor_account"),
    path("vendors/<row_name:name>/", Vendors.as_view(ONE), name="vendor"),
    path("renewals/", Renewals.as_view({"get": "list"}), name="renewals"),
    path("contracts/", Contracts.as_view(MANY), name="contracts"),
    path(
        "contracts/external/<external_system:system>/<external_number:number>/",
        ExternalContracts.as_view(NUMBERED),
        name="external_contract",
    ),
    *(
        path(
            f"contracts/<row_name:number>/actions/{verb}/",
            ContractSteps.as_view({"post": verb}),
            name=f"{verb}_contract",
        )
        for verb in STEPS
    ),
    path("contracts/<row_name:number>/decisions/", Decisions.as_view(MANY), name="contract_decisions"),
    path("contracts/<row_name:number>/", Contracts.as_view(ONE), name="contract"),
]
