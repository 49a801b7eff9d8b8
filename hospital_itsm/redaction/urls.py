"""Addresses of redaction."""

from django.urls import path

from hospital_itsm.redaction.views import redactions, sealed

app_name = "redaction"
urlpatterns = [
    path("t/<str:key>/redact/", redactions.RedactView.as_view(), name="redact"),
    path("t/<str:key>/redact/hold/", sealed.HoldView.as_view(), name="hold"),
    path("t/<str:key>/redact/lift/", sealed.LiftView.as_view(), name="lift"),
    path("t/<str:key>/redact/<int:pk>/", sealed.SealedView.as_view(), name="sealed"),
    path("t/<str:key>/redact/<int:pk>/<int:file>/", sealed.SealedFileView.as_view(), name="sealed_file"),
]
