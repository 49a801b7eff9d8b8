"""Addresses of restricting tickets under `/api/v1/`."""

from django.urls import path

from hospital_itsm.privacy.api.turning import Restrictions

ACTIONS = "tickets/<str:key>/actions/"
urlpatterns = [
    path(f"{ACTIONS}restrict/", Restrictions.as_view({"post": "restrict"}), name="ticket_restrict"),
    path(f"{ACTIONS}open_again/", Restrictions.as_view({"post": "open_again"}), name="ticket_open_again"),
]
