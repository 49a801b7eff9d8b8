"""Addresses of similar tickets under `/api/v1/`."""

from django.urls import path

from hospital_itsm.similar.api.similar import SimilarTickets

urlpatterns = [
    path("tickets/<str:key>/similar/", SimilarTickets.as_view({"get": "list"}), name="ticket_similar")
]
