"""Addresses of the set-up."""

from django.urls import path

from hospital_itsm.setup.views import holidays

app_name = "setup"
urlpatterns = [
    path("setup/holidays/", holidays.HolidaysView.as_view(), name="holidays"),
    path("setup/holidays/<int:pk>/", holidays.HolidayFileView.as_view(), name="holiday_file"),
]
