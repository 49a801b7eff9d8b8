"""Addresses of people and places under `/api/v1/`."""

from django.urls import path

from hospital_itsm.core.rest import addresses  # noqa: F401  registers <row_name:...>
from hospital_itsm.people.api.on_call import OnCall
from hospital_itsm.people.api.people import Me, People
from hospital_itsm.people.api.places import CareAreas, Teams

urlpatterns = [
    path("me/", Me.as_view({"get": "list"}), name="me"),
    path("people/", People.as_view({"get": "list"}), name="people"),
    path("people/<row_name:username>/", People.as_view({"get": "retrieve"}), name="person"),
    path("on-call/", OnCall.as_view({"get": "list"}), name="on_call"),
    path("care-areas/", CareAreas.as_view({"get": "list"}), name="care_areas"),
    path("care-areas/<row_name:name>/", CareAreas.as_view({"get": "retrieve"}), name="care_area"),
    path("teams/", Teams.as_view({"get": "list"}), name="teams"),
    path("teams/<row_name:name>/", Teams.as_view({"get": "retrieve"}), name="team"),
]
