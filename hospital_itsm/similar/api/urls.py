"""Addresses of similar tickets under `/api/v1/`."""

from django.urls import path

from hospital_itsm.similar.api.groups import SimilarGroups
from hospital_itsm.similar.api.similar import SimilarTickets

urlpatterns = [
    path("tickets/<str:key>/similar/", SimilarTickets.as_view({"get": "list"}), name="ticket_similar"),
    path("similar_groups/", SimilarGroups.as_view({"get": "list"}), name="similar_groups"),
    path("similar_groups/<int:pk>/", SimilarGroups.as_view({"get": "retrieve"}), name="similar_group"),
    path(
        "similar_groups/<int:pk>/dismiss/",
        SimilarGroups.as_view({"post": "dismiss"}),
        name="similar_group_dismiss",
    ),
]
