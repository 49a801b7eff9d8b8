"""Addresses of privacy."""

from django.urls import path

from hospital_itsm.privacy.views import discoveries, turning

app_name = "privacy"
urlpatterns = [
    path("privacy/", discoveries.DatesView.as_view(), name="dates"),
    path("t/<str:key>/discovery/", discoveries.DiscoveryView.as_view(), name="discovery"),
    path("t/<str:key>/restrict/", turning.TurnView.as_view(), name="turn"),
    path("t/<str:key>/open-again/", turning.TurnBackView.as_view(), name="turn_back"),
]
