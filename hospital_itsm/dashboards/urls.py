"""Addresses of dashboards."""

from django.urls import path

from hospital_itsm.dashboards.views import asking, dashboards, paper, unit

app_name = "dashboards"
urlpatterns = [
    path("dash/", dashboards.FirstView.as_view(), name="first"),
    path("dash/asked/<int:pk>/", asking.AskedView.as_view(), name="asked"),
    path("dash/unit/", unit.OwnUnitView.as_view(), name="own_unit"),
    path("dash/unit/<str:code>/", unit.UnitView.as_view(), name="unit"),
    path("dash/<slug:code>/", dashboards.DashboardView.as_view(), name="dashboard"),
    path("dash/<slug:code>/pdf/", paper.PaperView.as_view(), name="paper"),
    path("dash/<slug:code>/ask/<slug:figure>/", asking.AskView.as_view(), name="ask"),
]
