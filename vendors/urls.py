"""Addresses of vendors and contracts."""

from django.urls import path

from hospital_itsm.exporting.views import export_view
from vendors.exported import CONTRACTS, VENDORS
from vendors.views import contract_steps, contracts, renewals, vendor_steps, vendors

app_name = "vendors"
urlpatterns = [
    path("vendors/", vendors.VendorsView.as_view(), name="vendors"),
    path("vendors/export/", export_view(VENDORS), name="export_vendors"),
    path("vendors/new/", vendors.NewVendorView.as_view(), name="new_vendor"),
    path("vendors/<int:pk>/", vendors.VendorView.as_view(), name="vendor"),
    path("vendors/<int:pk>/edit/", vendors.EditVendorView.as_view(), name="edit_vendor"),
    path("vendors/<int:pk>/retire/", vendor_steps.RetireView.as_view(), name="retire_vendor"),
    path("vendors/<int:pk>/restore/", vendor_steps.RestoreView.as_view(), name="restore_vendor"),
    path("vendors/<int:pk>/merge/", vendor_steps.MergeView.as_view(), name="merge_vendor"),
    path("contracts/", contracts.ContractsView.as_view(), name="contracts"),
    path("contracts/export/", export_view(CONTRACTS), name="export_contracts"),
    path("contracts/renewals/", renewals.RenewalsView.as_view(), name="renewals"),
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
    path("contracts/<str:number>/activate/", contract_steps.ActivateView.as_view(), name="activate_contract"),
    path(
        "contracts/<str:number>/terminate/", contract_steps.TerminateView.as_view(), name="terminate_contract"
    ),
]
