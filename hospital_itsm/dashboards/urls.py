"""Addresses of dashboards."""

from django.urls import path

from hospital_itsm.dashboards.exported import ASKED
from hospital_itsm.dashboards.views import asked_list, asking, dashboards, paper, unit
from hospital_itsm.exporting.views import export_view

app_name = "dashboards"
urlpatterns = [
    path("dash/", dashboards.FirstView.as_view(), name="first"),
    path("dash/asked/", asked_list.AskedListView.as_view(), name="asked_dates"),
    path("dash/asked/export/", export_view(ASKED), name="export_asked"),
    path("dash/asked/<int:pk>/", asking.AskedView.as_view(), name="asked"),
    path("dash/unit/", unit.OwnUnitView.as_view(), name="own_unit"),
    path("dash/unit/<str:code>/", unit.UnitView.as_view(), name="unit"),
    path("dash/<slug:code>/", dashboards.DashboardView.as_view(), name="dashboard"),
    path("dash/<slug:code>/pdf/", paper.PaperView.as_view(), name="paper"),
    path("dash/<slug:code>/ask/<slug:figure>/", asking.AskView.as_view(), name="ask"),
]
