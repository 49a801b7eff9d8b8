"""Addresses of what people follow under `/api/v1/`."""

from django.urls import path

from hospital_itsm.following.api.follows import Followers
from hospital_itsm.following.api.history import History
from hospital_itsm.following.api.snoozes import Snoozes

FOLLOWERS = "tickets/<str:key>/followers/"
urlpatterns = [
    path(FOLLOWERS, Followers.as_view({"get": "list", "post": "create"}), name="followers"),
    path(f"{FOLLOWERS}<str:username>/", Followers.as_view({"delete": "destroy"}), name="follower"),
    path("tickets/<str:key>/history/", History.as_view({"get": "list"}), name="ticket_history"),
    path(
        "tickets/<str:key>/snooze/",
        Snoozes.as_view({"get": "retrieve", "put": "update", "delete": "destroy"}),
        name="snooze",
    ),
]
