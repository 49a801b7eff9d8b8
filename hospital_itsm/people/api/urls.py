"""Addresses of people and places under `/api/v1/`."""

from django.urls import path

from hospital_itsm.core.rest import addresses  # noqa: F401  registers <row_name:...>
from hospital_itsm.people.api.on_call import OnCall
from hospital_itsm.people.api.people import Me, People
from hospital_itsm.people.api.places import CareAreas, Teams
from hospital_itsm.people.api.shifts import Shifts
from hospital_itsm.people.api.swaps import Swaps

urlpatterns = [
    path("me/", Me.as_view({"get": "list"}), name="me"),
    path("people/", People.as_view({"get": "list"}), name="people"),
    path("people/<row_name:username>/", People.as_view({"get": "retrieve"}), name="person"),
    path("on-call/", OnCall.as_view({"get": "list"}), name="on_call"),
    path("on-call/shifts/", Shifts.as_view({"get": "list", "post": "create"}), name="shifts"),
    path(
        "on-call/shifts/<int:pk>/",
        Shifts.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="shift",
    ),
    path("on-call/shifts/<int:pk>/override/", Shifts.as_view({"post": "override"}), name="override_shift"),
    path("on-call/shifts/<int:pk>/end/", Shifts.as_view({"post": "end"}), name="end_shift"),
    path("on-call/swaps/", Swaps.as_view({"get": "list", "post": "create"}), name="swaps"),
    path("on-call/swaps/<int:pk>/", Swaps.as_view({"get": "retrieve"}), name="swap"),
    path("on-call/swaps/<int:pk>/accept/", Swaps.as_view({"post": "accept"}), name="accept_swap"),
    path("on-call/swaps/<int:pk>/decline/", Swaps.as_view({"post": "decline"}), name="decline_swap"),
    path("on-call/swaps/<int:pk>/withdraw/", Swaps.as_view({"post": "withdraw"}), name="withdraw_swap"),
    path("care-areas/", CareAreas.as_view({"get": "list"}), name="care_areas"),
    path("care-areas/<row_name:name>/", CareAreas.as_view({"get": "retrieve"}), name="care_area"),
    path("teams/", Teams.as_view({"get": "list"}), name="teams"),
    path("teams/<row_name:name>/", Teams.as_view({"get": "retrieve"}), name="team"),
]
