"""Addresses of reports, and of the files of the desk's lists."""

from django.urls import path

from hospital_itsm.exporting.views import export_view
from hospital_itsm.reports.lists import DEVICE_WORK, TICKETS
from hospital_itsm.reports.lists_of_house import MAINTENANCE, TRAIL
from hospital_itsm.reports.views import questions, runs, saved, schedules

app_name = "reports"
urlpatterns = [
    path("queue/v/<str:view>/export/", export_view(TICKETS), name="export_tickets"),
    path("devices/today/export/", export_view(DEVICE_WORK), name="export_device_work"),
    path("reports/", questions.QuestionsView.as_view(), name="questions"),
    path("reports/runs/", runs.RunsView.as_view(), name="runs"),
    path("reports/lists/maintenance/export/", export_view(MAINTENANCE), name="export_maintenance"),
    path("reports/lists/taken/export/", export_view(TRAIL), name="export_trail"),
    path("reports/saved/<int:pk>/", questions.SavedView.as_view(), name="saved"),
    path("reports/saved/<int:pk>/edit/", saved.EditSavedView.as_view(), name="edit_saved"),
    path("reports/saved/<int:pk>/keep/", saved.KeepView.as_view(), name="keep_saved"),
    path("reports/saved/<int:pk>/remove/", saved.RemoveView.as_view(), name="remove_saved"),
    path("reports/saved/<int:pk>/schedule/", schedules.NewScheduleView.as_view(), name="new_schedule"),
    path("reports/schedules/", schedules.SchedulesView.as_view(), name="schedules"),
    path("reports/schedules/<int:pk>/", schedules.ScheduleView.as_view(), name="schedule"),
    path("reports/schedules/<int:pk>/edit/", schedules.EditScheduleView.as_view(), name="edit_schedule"),
    path("reports/schedules/<int:pk>/pause/", schedules.PauseView.as_view(), name="pause_schedule"),
    path("reports/schedules/<int:pk>/resume/", schedules.ResumeView.as_view(), name="resume_schedule"),
    path("reports/schedules/<int:pk>/remove/", schedules.RemoveView.as_view(), name="remove_schedule"),
    path("reports/schedules/sent/<int:pk>/", schedules.SentView.as_view(), name="sent"),
    path("reports/<slug:code>/", questions.AskView.as_view(), name="question"),
    path("reports/<slug:code>/save/", saved.SaveView.as_view(), name="save"),
    path("reports/<slug:code>/runs/<int:pk>/", runs.RunView.as_view(), name="run"),
    path("reports/<slug:code>/runs/<int:pk>/file/", runs.FileView.as_view(), name="run_file"),
    path("reports/<slug:code>/runs/<int:pk>/again/", runs.AgainView.as_view(), name="run_again"),
]
