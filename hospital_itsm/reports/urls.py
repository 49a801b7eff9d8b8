"""Addresses of the files of the desk's lists."""

from django.urls import path

from hospital_itsm.exporting.views import export_view
from hospital_itsm.reports.lists import DEVICE_WORK, TICKETS

app_name = "reports"
urlpatterns = [
    path("queue/v/<str:view>/export/", export_view(TICKETS), name="export_tickets"),
    path("devices/today/export/", export_view(DEVICE_WORK), name="export_device_work"),
]
