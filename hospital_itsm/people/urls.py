"""Addresses of people and their settings."""

from django.urls import path

from hospital_itsm.people.views.sign_in import UnitView

app_name = "people"
urlpatterns = [
    path("me/unit/", UnitView.as_view(), name="unit"),
]
