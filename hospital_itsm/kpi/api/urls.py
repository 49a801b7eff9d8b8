"""Addresses of figures over REST."""

from django.urls import path

from hospital_itsm.kpi.api.availability import ServiceAvailability
from hospital_itsm.kpi.api.figures import Kpis, KpiSnapshots

urlpatterns = [
    path("kpis/", Kpis.as_view({"get": "list"}), name="kpis"),
    path("kpis/<slug:code>/", Kpis.as_view({"get": "retrieve"}), name="kpi"),
    path("kpi_snapshots/", KpiSnapshots.as_view({"get": "list"}), name="kpi_snapshots"),
    path(
        "services/<row_name:code>/availability/",
        ServiceAvailability.as_view({"get": "retrieve"}),
        name="service_availability",
    ),
]
