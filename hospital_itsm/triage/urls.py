"""Addresses of triage."""

from django.urls import path

from hospital_itsm.triage.views import triage

app_name = "triage"
urlpatterns = [
    path("queue/triage/", triage.StartView.as_view(), name="start"),
    path("queue/triage/over/", triage.OverView.as_view(), name="over"),
    path("queue/triage/undo/", triage.UndoView.as_view(), name="undo"),
    path("queue/triage/<str:key>/", triage.TicketView.as_view(), name="ticket"),
]
