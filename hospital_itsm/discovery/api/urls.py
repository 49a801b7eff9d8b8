"""Addresses of inventories of agents under `/api/v1/`."""

from django.urls import path

from hospital_itsm.discovery.api.inventories import Inventories

urlpatterns = [
    path("inventories/", Inventories.as_view({"get": "list", "post": "create"}), name="inventories"),
]
