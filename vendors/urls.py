"""Addresses of vendors and contracts."""

from django.urls import path

from hospital_itsm.exporting.views import export_view
from vendors.exported import BAAS, CONTRACTS, EXCEPTIONS, GAPS, VENDORS
from vendors.exported_calls import CONTACTS
from vendors.exported_renewals import RENEWALS
from vendors.views import (
    accounts,
    baa_gaps,
    baas,
    contacts,
    contract_steps,
    contracts,
    documents,
    renewals,
    vendor_steps,
    vendors,
)

app_name = "vendors"
urlpatterns = [
    path("vendors/", vendors.VendorsView.as_view(), name="vendors"),
    path("vendors/export/", export_view(VENDORS), name="export_vendors"),
    path("vendors/contacts/export/", export_view(CONTACTS), name="export_contacts"),
    path("vendors/new/", vendors.NewVendorView.as_view(), name="new_vendor"),
    path("vendors/baa/", baas.BaasView.as_view(), name="baas"),
    path("vendors/baa/export/", export_view(BAAS), name="export_baas"),
    path("vendors/baa/new/", baas.NewBaaView.as_view(), name="new_baa"),
    path("vendors/baa/gaps/", baa_gaps.GapsView.as_view(), name="baa_gaps"),
    path("vendors/baa/gaps/export/", export_view(GAPS), name="export_baa_gaps"),
    path("vendors/baa/exceptions/", baa_gaps.ExceptionsView.as_view(), name="baa_exceptions"),
    path("vendors/baa/exceptions/export/", export_view(EXCEPTIONS), name="export_baa_exceptions"),
    path(
        "vendors/baa/exceptions/<int:pk>/end/",
        baa_gaps.EndOverrideView.as_view(),
        name="end_baa_exception",
    ),
    path("vendors/baa/<int:pk>/", baas.BaaView.as_view(), name="baa"),
    path("vendors/baa/<int:pk>/edit/", baas.EditBaaView.as_view(), name="edit_baa"),
    path("vendors/baa/<int:pk>/renew/", baas.RenewBaaView.as_view(), name="renew_baa"),
    path("vendors/baa/<int:pk>/terminate/", baas.EndBaaView.as_view(), name="terminate_baa"),
    path(
        "vendors/baa/<int:pk>/subcontractors/",
        baas.SubcontractorsView.as_view(),
        name="baa_subcontractors",
    ),
    path(
        "vendors/baa/<int:pk>/documents/new/",
        documents.NewBaaDocumentView.as_view(),
        name="new_baa_document",
    ),
    path("vendors/documents/<int:pk>/", documents.DocumentView.as_view(), name="document"),
    path(
        "vendors/documents/<int:pk>/versions/new/",
        documents.NewVersionView.as_view(),
        name="new_document_version",
    ),
    path(
        "vendors/documents/<int:pk>/versions/<int:number>/",
        documents.DocumentFileView.as_view(),
        name="document_file",
    ),
    path(
        "vendors/documents/<int:pk>/versions/<int:number>/withdraw/",
        documents.WithdrawVersionView.as_view(),
        name="withdraw_document_version",
    ),
    path(
        "vendors/<int:pk>/documents/new/",
        documents.NewVendorDocumentView.as_view(),
        name="new_vendor_document",
    ),
    path(
        "contracts/<str:number>/documents/new/",
        documents.NewContractDocumentView.as_view(),
        name="new_contract_document",
    ),
    path("vendors/<int:pk>/baa-exception/", baa_gaps.OverrideView.as_view(), name="baa_exception"),
    path("vendors/<int:pk>/", vendors.VendorView.as_view(), name="vendor"),
    path("vendors/<int:pk>/contacts/new/", contacts.NewContactView.as_view(), name="new_contact"),
    path("vendors/<int:pk>/contacts/<int:contact>/", contacts.EditContactView.as_view(), name="contact"),
    path("vendors/<int:pk>/accounts/new/", accounts.NewAccountView.as_view(), name="new_account"),
    path("vendors/<int:pk>/accounts/<int:account>/", accounts.EditAccountView.as_view(), name="account"),
    path("vendors/<int:pk>/edit/", vendors.EditVendorView.as_view(), name="edit_vendor"),
    path("vendors/<int:pk>/retire/", vendor_steps.RetireView.as_view(), name="retire_vendor"),
    path("vendors/<int:pk>/restore/", vendor_steps.RestoreView.as_view(), name="restore_vendor"),
    path("vendors/<int:pk>/merge/", vendor_steps.MergeView.as_view(), name="merge_vendor"),
    path("contracts/", contracts.ContractsView.as_view(), name="contracts"),
    path("contracts/export/", export_view(CONTRACTS), name="export_contracts"),
    path("contracts/renewals/", renewals.RenewalsView.as_view(), name="renewals"),
    path("contracts/renewals/export/", export_view(RENEWALS), name="export_renewals"),
    path("contracts/renewals/calendars/", renewals.FeedsView.as_view(), name="renewal_feeds"),
    path(
        "contracts/renewals/calendars/<int:pk>/revoke/",
        renewals.RevokeFeedView.as_view(),
        name="revoke_renewal_feed",
    ),
    path("contracts/renewals/feed/<str:secret>.ics", renewals.FeedView.as_view(), name="renewal_feed"),
    path("contracts/new/", contracts.NewContractView.as_view(), name="new_contract"),
    path("contracts/<str:number>/", contracts.ContractView.as_view(), name="contract"),
    path("contracts/<str:number>/edit/", contracts.EditContractView.as_view(), name="edit_contract"),
    path("contracts/<str:number>/decide/", contract_steps.DecideView.as_view(), name="decide_contract"),
    path("contracts/<str:number>/submit/", contract_steps.SubmitView.as_view(), name="submit_contract"),
    path("contracts/<str:number>/withdraw/", contract_steps.WithdrawView.as_view(), name="withdraw_contract"),
    path("contracts/<str:number>/record/", contract_steps.RecordView.as_view(), name="record_contract"),
    path("contracts/<str:number>/renew/", contract_steps.RenewView.as_view(), name="renew_contract"),
    path("contracts/<str:number>/end/", contract_steps.EndView.as_view(), name="end_contract"),
    path("contracts/<str:number>/activate/", contract_steps.ActivateView.as_view(), name="activate_contract"),
    path(
        "contracts/<str:number>/terminate/", contract_steps.TerminateView.as_view(), name="terminate_contract"
    ),
]
