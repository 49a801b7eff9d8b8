"""Addresses of time on tickets."""

from django.urls import path

from hospital_itsm.worklog.views import entries

app_name = "worklog"
urlpatterns = [
    path("t/<str:key>/time/", entries.TimeView.as_view(), name="time"),
    path("t/<str:key>/time/sum/", entries.SumView.as_view(), name="sum"),
    path("t/<str:key>/time/<int:pk>/", entries.CorrectView.as_view(), name="entry"),
]
