"""Addresses of reports over REST."""

from typing import Any

from django.urls import path

from hospital_itsm.reports.api.reports import ReportQuestions, ReportRuns, SavedReports
from hospital_itsm.reports.api.schedules import ReportSchedules

ONE: dict[str, Any] = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
urlpatterns = [
    path("reports/questions/", ReportQuestions.as_view({"get": "list"}), name="report_questions"),
    path(
        "reports/questions/<slug:code>/", ReportQuestions.as_view({"get": "retrieve"}), name="report_question"
    ),
    path("reports/saved/", SavedReports.as_view({"get": "list", "post": "create"}), name="saved_reports"),
    path("reports/saved/<int:pk>/", SavedReports.as_view(ONE), name="saved_report"),
    path(
        "reports/schedules/",
        ReportSchedules.as_view({"get": "list", "post": "create"}),
        name="report_schedules",
    ),
    path("reports/schedules/<int:pk>/", ReportSchedules.as_view(ONE), name="report_schedule"),
    path(
        "reports/schedules/<int:pk>/pause/",
        ReportSchedules.as_view({"post": "pause"}),
        name="report_schedule_pause",
    ),
    path(
        "reports/schedules/<int:pk>/resume/",
        ReportSchedules.as_view({"post": "resume"}),
        name="report_schedule_resume",
    ),
    path("reports/runs/", ReportRuns.as_view({"get": "list", "post": "create"}), name="report_runs"),
    path("reports/runs/<int:pk>/", ReportRuns.as_view({"get": "retrieve"}), name="report_run"),
    path("reports/runs/<int:pk>/file/", ReportRuns.as_view({"get": "file"}), name="report_run_file"),
]
