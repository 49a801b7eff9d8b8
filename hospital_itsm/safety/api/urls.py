"""Addresses of patient safety over REST."""

from django.urls import path

from hospital_itsm.safety.api.patient_events import NoteEvent, PatientEvents
from hospital_itsm.safety.api.stand_ins import StandIns

urlpatterns = [
    path("patient-events/", PatientEvents.as_view({"get": "list"}), name="patient_events"),
    path("patient-events/<int:number>/", PatientEvents.as_view({"get": "retrieve"}), name="patient_event"),
    path(
        "patient-events/<int:number>/actions/send/",
        PatientEvents.as_view({"post": "send"}),
        name="send_patient_event",
    ),
    path(
        "tickets/<str:key>/actions/note_patient_event/",
        NoteEvent.as_view({"post": "create"}),
        name="note_patient_event",
    ),
    path(
        "tickets/<str:key>/stand-ins/",
        StandIns.as_view({"get": "list", "post": "create"}),
        name="ticket_stand_ins",
    ),
]
