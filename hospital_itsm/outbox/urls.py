"""Addresses of the bell."""

from django.urls import path

from hospital_itsm.outbox.views import BellView, ReadView

app_name = "outbox"
urlpatterns = [
    path("bell/", BellView.as_view(), name="bell"),
    path("bell/read/", ReadView.as_view(), name="read"),
]
