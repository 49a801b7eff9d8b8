"""Addresses of emergency openings."""

from django.urls import path

from hospital_itsm.openings.views import openings

app_name = "openings"
urlpatterns = [
    path("openings/", openings.OpeningsView.as_view(), name="openings"),
    path("openings/new/", openings.NewOpeningView.as_view(), name="new"),
    path("openings/<int:pk>/", openings.OpeningView.as_view(), name="opening"),
    path("openings/<int:pk>/review/", openings.ReviewView.as_view(), name="review"),
]
