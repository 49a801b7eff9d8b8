"""Addresses of the set-up under `/api/v1/`."""

from django.urls import path

from hospital_itsm.setup.api.ladders import Ladders

urlpatterns = [
    path("ladders/", Ladders.as_view({"get": "list"}), name="ladders"),
    path("ladders/<row_name:name>/", Ladders.as_view({"get": "retrieve"}), name="ladder"),
]
