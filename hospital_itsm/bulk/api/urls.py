"""Addresses of bulk changes under `/api/v1/`."""

from django.urls import path

from hospital_itsm.bulk.api.changes import BulkChanges

urlpatterns = [
    path("tickets/bulk/", BulkChanges.as_view({"post": "create"}), name="bulk_changes"),
    path("tickets/bulk/<int:pk>/", BulkChanges.as_view({"get": "retrieve"}), name="bulk_change"),
    path("tickets/bulk/<int:pk>/rows/", BulkChanges.as_view({"get": "rows"}), name="bulk_rows"),
    path("tickets/bulk/<int:pk>/undo/", BulkChanges.as_view({"post": "undo"}), name="undo_bulk_change"),
]
