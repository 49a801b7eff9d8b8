"""Addresses of procedures over REST."""

from django.urls import path

from hospital_itsm.procedures.api.files import StepFileBytes, StepFiles
from hospital_itsm.procedures.api.procedures import Procedures, ProcedureSteps, ProcedureTemplates

urlpatterns = [
    path("procedures/", Procedures.as_view({"get": "list", "post": "create"}), name="procedures"),
    path("procedures/templates/", ProcedureTemplates.as_view({"get": "list"}), name="procedure_templates"),
    path("procedures/<int:pk>/", Procedures.as_view({"get": "retrieve"}), name="procedure"),
    path("procedures/<int:pk>/cancel/", Procedures.as_view({"post": "cancel"}), name="cancel_procedure"),
    path(
        "procedures/<int:pk>/steps/<int:position>/",
        ProcedureSteps.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="procedure_step",
    ),
    path(
        "procedures/<int:pk>/steps/<int:position>/files/",
        StepFiles.as_view({"post": "create"}),
        name="procedure_files",
    ),
    path(
        "procedures/<int:pk>/steps/<int:position>/files/<int:file>/",
        StepFileBytes.as_view({"get": "retrieve"}),
        name="procedure_file",
    ),
]
