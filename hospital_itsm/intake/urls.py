"""Addresses of taking a call."""

from django.urls import path

from hospital_itsm.intake.views import new

app_name = "intake"
urlpatterns = [
    path("t/new/", new.NewTicketView.as_view(), name="new"),
    path("t/new/callers/", new.CallersView.as_view(), name="callers"),
    path("t/new/known/", new.KnownView.as_view(), name="known"),
    path("t/new/draft/", new.DraftView.as_view(), name="draft"),
]
