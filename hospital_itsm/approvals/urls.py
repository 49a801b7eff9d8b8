"""Addresses of approvals."""

from django.urls import path

from hospital_itsm.approvals.views import approvals, delegations, setup_rules
from hospital_itsm.people.views.setup_rows import paths

app_name = "approvals"
urlpatterns = [
    path("approvals/", approvals.ApprovalsView.as_view(), name="approvals"),
    path("approvals/approve/", approvals.ManyView.as_view(), name="approve_many"),
    path("approvals/delegations/", delegations.DelegationsView.as_view(), name="delegations"),
    path("approvals/delegations/new/", delegations.NewDelegationView.as_view(), name="new_delegation"),
    path(
        "approvals/delegations/<int:pk>/revoke/", delegations.RevokeView.as_view(), name="revoke_delegation"
    ),
    path("approvals/link/<str:token>/", approvals.LinkView.as_view(), name="link"),
    path("approvals/<int:pk>/", approvals.ApprovalView.as_view(), name="approval"),
    *paths(setup_rules.RULES, "approval-rules"),
]
