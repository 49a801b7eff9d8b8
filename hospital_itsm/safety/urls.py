"""Addresses of patient safety."""

from django.urls import path

from hospital_itsm.exporting.views import export_view
from hospital_itsm.safety.exported import PATIENT_EVENTS
from hospital_itsm.safety.views import patient_events
from hospital_itsm.safety.views.stand_ins import GiveStandInView

app_name = "safety"
urlpatterns = [
    path("patient-events/", patient_events.PatientEventsView.as_view(), name="patient_events"),
    path("patient-events/export/", export_view(PATIENT_EVENTS), name="export_patient_events"),
    path("patient-events/<int:pk>/", patient_events.PatientEventView.as_view(), name="patient_event"),
    path("t/<str:key>/patient-event/", patient_events.NoteEventView.as_view(), name="note_patient_event"),
    path("t/<str:key>/stand-in/", GiveStandInView.as_view(), name="give_stand_in"),
]
