"""Addresses of redactions under `/api/v1/`."""

from django.urls import path

from hospital_itsm.redaction.api.redactions import LegalHolds, Redactions

TICKET = "tickets/<str:key>/"
urlpatterns = [
    path(
        f"{TICKET}redactions/",
        Redactions.as_view({"get": "list", "post": "create"}),
        name="ticket_redactions",
    ),
    path(f"{TICKET}hold/", LegalHolds.as_view({"post": "create"}), name="ticket_hold"),
    path(f"{TICKET}hold/lift/", LegalHolds.as_view({"post": "lift"}), name="ticket_hold_lift"),
]
