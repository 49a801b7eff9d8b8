"""Addresses of time on tickets under `/api/v1/`."""

from django.urls import path

from hospital_itsm.worklog.api.entries import WorkEntries

ENTRIES = "tickets/<str:key>/work-entries/"
urlpatterns = [
    path(ENTRIES, WorkEntries.as_view({"get": "list", "post": "create"}), name="work_entries"),
    path(f"{ENTRIES}<int:number>/", WorkEntries.as_view({"patch": "partial_update"}), name="work_entry"),
]
