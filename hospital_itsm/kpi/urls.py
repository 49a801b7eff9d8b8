"""Addresses of figures."""

from django.urls import path

from hospital_itsm.exporting.views import export_view
from hospital_itsm.kpi.exported import FIGURES, SNAPSHOTS
from hospital_itsm.kpi.views import figures

app_name = "kpi"
urlpatterns = [
    path("kpi/", figures.FiguresView.as_view(), name="figures"),
    path("kpi/export/", export_view(FIGURES), name="export_figures"),
    path("kpi/<slug:code>/", figures.FigureView.as_view(), name="figure"),
    path("kpi/<slug:code>/target/", figures.TargetView.as_view(), name="target"),
    path("kpi/<slug:code>/export/", export_view(SNAPSHOTS), name="export_snapshots"),
]
