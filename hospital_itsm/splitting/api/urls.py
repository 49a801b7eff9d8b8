"""Addresses of splits under `/api/v1/`."""

from django.urls import path

from hospital_itsm.splitting.api.splits import TicketSplits

SPLITS = "tickets/<str:key>/splits/"
urlpatterns = [
    path(SPLITS, TicketSplits.as_view({"get": "list", "post": "create"}), name="ticket_splits"),
    path(f"{SPLITS}undo/", TicketSplits.as_view({"post": "undo"}), name="ticket_split_undo"),
]
