"""Addresses of inventories of agents."""

from django.urls import path

from hospital_itsm.discovery.views import inventories

app_name = "discovery"
urlpatterns = [
    path("assets/inventories/", inventories.InventoriesView.as_view(), name="inventories"),
    path("assets/inventories/<int:pk>/", inventories.BatchView.as_view(), name="batch"),
]
