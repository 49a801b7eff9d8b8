"""Addresses of procedures."""

from django.urls import path

from hospital_itsm.exporting.views import export_view
from hospital_itsm.procedures.exported import PROCEDURES
from hospital_itsm.procedures.views import board, procedure, running, templates

app_name = "procedures"
urlpatterns = [
    path("procedures/", board.BoardView.as_view(), name="board"),
    path("procedures/export/", export_view(PROCEDURES), name="export"),
    path("procedures/new/", running.StartView.as_view(), name="start"),
    path("procedures/templates/", templates.TemplatesView.as_view(), name="templates"),
    path("procedures/templates/<slug:code>/", templates.NewVersionView.as_view(), name="new_version"),
    path("procedures/<int:pk>/", procedure.ProcedureView.as_view(), name="procedure"),
    path("procedures/<int:pk>/cancel/", running.CancelView.as_view(), name="cancel"),
    path("procedures/<int:pk>/steps/<int:position>/", procedure.StepView.as_view(), name="step"),
    path("procedures/<int:pk>/files/<int:file>/", procedure.FileView.as_view(), name="file"),
]
