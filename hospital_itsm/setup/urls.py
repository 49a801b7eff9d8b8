"""Addresses of the set-up."""

from django.urls import path

from hospital_itsm.setup.views import health, holidays, roles

app_name = "setup"
urlpatterns = [
    path("setup/health/", health.HealthView.as_view(), name="health"),
    path("setup/holidays/", holidays.HolidaysView.as_view(), name="holidays"),
    path("setup/holidays/<int:pk>/", holidays.HolidayFileView.as_view(), name="holiday_file"),
    path("setup/roles/", roles.RolesView.as_view(), name="roles"),
    path("setup/roles/<slug:code>/", roles.RoleView.as_view(), name="role"),
    path("setup/people/<int:pk>/may/", roles.MayView.as_view(), name="may"),
]
