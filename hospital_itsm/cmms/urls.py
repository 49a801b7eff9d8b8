"""Addresses of the CMMS."""

from django.urls import path

from hospital_itsm.cmms.views import maintenance, sources

app_name = "cmms"
urlpatterns = [
    path("assets/cmms/", sources.SourcesView.as_view(), name="sources"),
    path("assets/cmms/new/", sources.NewSourceView.as_view(), name="new_source"),
    path("assets/cmms/classes/", sources.ClassesView.as_view(), name="classes"),
    path("assets/cmms/<int:pk>/", sources.SourceView.as_view(), name="source"),
    path("assets/cmms/<int:pk>/edit/", sources.EditSourceView.as_view(), name="edit_source"),
    path("assets/cmms/runs/<int:pk>/", sources.RunView.as_view(), name="run"),
    path("a/<str:tag>/maintenance/", maintenance.MaintenanceView.as_view(), name="maintenance"),
]
