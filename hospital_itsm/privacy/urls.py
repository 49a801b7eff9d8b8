"""Addresses of privacy."""

from django.urls import path

from hospital_itsm.privacy.views import discoveries

app_name = "privacy"
urlpatterns = [
    path("privacy/", discoveries.DatesView.as_view(), name="dates"),
    path("t/<str:key>/discovery/", discoveries.DiscoveryView.as_view(), name="discovery"),
]
