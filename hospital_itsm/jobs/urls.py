"""Addresses of jobs."""

from django.urls import path

from hospital_itsm.jobs.views import CancelView, JobView, MailView, ResultView

app_name = "jobs"
urlpatterns = [
    path("jobs/<int:pk>/", JobView.as_view(), name="job"),
    path("jobs/<int:pk>/cancel/", CancelView.as_view(), name="cancel"),
    path("jobs/<int:pk>/mail/", MailView.as_view(), name="mail"),
    path("jobs/<int:pk>/result/", ResultView.as_view(), name="result"),
]
