"""Addresses of the desk's tools over REST."""

from typing import Any

from django.urls import path

from hospital_itsm.desk.api.views import SavedViews

ONE: dict[str, Any] = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
urlpatterns = [
    path("views/", SavedViews.as_view({"get": "list", "post": "create"}), name="saved_views"),
    path("views/<int:pk>/", SavedViews.as_view(ONE), name="saved_view"),
    path("views/<int:pk>/choice/", SavedViews.as_view({"put": "choose"}), name="saved_view_choice"),
]
