"""Addresses of approvals over REST."""

from django.urls import path

from hospital_itsm.approvals.api.approvals import Approvals, Delegations

urlpatterns = [
    path("approvals/", Approvals.as_view({"get": "list"}), name="approvals"),
    path("approvals/<int:number>/", Approvals.as_view({"get": "retrieve"}), name="approval"),
    path(
        "approvals/<int:number>/actions/decide/",
        Approvals.as_view({"post": "decide"}),
        name="decide_approval",
    ),
    path("delegations/", Delegations.as_view({"get": "list", "post": "create"}), name="delegations"),
    path(
        "delegations/<int:number>/actions/revoke/",
        Delegations.as_view({"post": "revoke"}),
        name="revoke_delegation",
    ),
]
