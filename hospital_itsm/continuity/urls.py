"""Addresses of outages."""

from django.urls import path

from hospital_itsm.continuity.exported import OUTAGES
from hospital_itsm.continuity.views import agreed, outages
from hospital_itsm.exporting.views import export_view

app_name = "continuity"
urlpatterns = [
    path("outages/", outages.OutagesView.as_view(), name="outages"),
    path("outages/export/", export_view(OUTAGES), name="export_outages"),
    path("outages/new/", outages.NewOutageView.as_view(), name="new_outage"),
    path("outages/plan/", outages.PlanOutageView.as_view(), name="plan_outage"),
    path("outages/<int:pk>/", outages.OutageView.as_view(), name="outage"),
    path("outages/<int:pk>/edit/", outages.EditOutageView.as_view(), name="edit_outage"),
    path("outages/<int:pk>/begin/", outages.BeginOutageView.as_view(), name="begin_outage"),
    path("outages/<int:pk>/end/", outages.EndOutageView.as_view(), name="end_outage"),
    path("outages/<int:pk>/withdraw/", outages.WithdrawOutageView.as_view(), name="withdraw_outage"),
    path("outages/<int:pk>/links/", outages.OutageLinksView.as_view(), name="outage_links"),
    path("services/<str:code>/agreed-time/", agreed.AgreedTimeView.as_view(), name="agreed_time"),
]
