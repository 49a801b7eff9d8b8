"""Addresses of the set-up."""

from django.urls import path

from hospital_itsm.people.views.setup_rows import paths
from hospital_itsm.setup.views import giving, health, holidays, ladders, promises, roles
from hospital_itsm.setup.views.categories import CATEGORIES

app_name = "setup"
PROMISES = "setup/promises/"
urlpatterns = [
    path("setup/health/", health.HealthView.as_view(), name="health"),
    path("setup/holidays/", holidays.HolidaysView.as_view(), name="holidays"),
    path("setup/holidays/<int:pk>/", holidays.HolidayFileView.as_view(), name="holiday_file"),
    path("setup/roles/", roles.RolesView.as_view(), name="roles"),
    path("setup/roles/<slug:code>/", roles.RoleView.as_view(), name="role"),
    path("setup/people/<int:pk>/may/", roles.MayView.as_view(), name="may"),
    path(PROMISES, promises.PromisesView.as_view(), name="promises"),
    path(f"{PROMISES}new/", promises.NewPolicyView.as_view(), name="new_policy"),
    path(f"{PROMISES}<int:pk>/", promises.PolicyView.as_view(), name="policy"),
    path(f"{PROMISES}<int:pk>/apply/", giving.ApplyPolicyView.as_view(), name="apply_policy"),
    path(f"{PROMISES}given/<int:pk>/", giving.GivingView.as_view(), name="giving"),
    path(
        f"{PROMISES}<int:pk>/ladders/<slug:metric>/<int:priority>/",
        ladders.LadderView.as_view(),
        name="ladder",
    ),
    path(f"{PROMISES}<int:pk>/version/", promises.PolicyVersionView.as_view(), name="policy_version"),
    path(f"{PROMISES}<int:pk>/retire/", promises.RetirePolicyView.as_view(), name="retire_policy"),
    path(f"{PROMISES}<int:pk>/restore/", promises.RetirePolicyView.as_view(back=True), name="restore_policy"),
    *paths(CATEGORIES, "categories"),
]
