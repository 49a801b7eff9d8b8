"""Addresses of the work of vendors."""

from django.urls import path

from hospital_itsm.exporting.views import export_view
from hospital_itsm.vendor_work.exported import CASES, SESSIONS
from hospital_itsm.vendor_work.views import cases, parts, sessions

app_name = "vendor_work"
urlpatterns = [
    path("vendors/sessions/", sessions.SessionsView.as_view(), name="sessions"),
    path("vendors/sessions/export/", export_view(SESSIONS), name="export_sessions"),
    path("vendors/sessions/new/", sessions.NewSessionView.as_view(), name="new_session"),
    path("vendors/sessions/<int:pk>/", sessions.SessionView.as_view(), name="session"),
    path("vendors/sessions/<int:pk>/approve/", sessions.ApproveView.as_view(), name="approve_session"),
    path("vendors/sessions/<int:pk>/refuse/", sessions.RefuseView.as_view(), name="refuse_session"),
    path("vendors/sessions/<int:pk>/withdraw/", sessions.WithdrawView.as_view(), name="withdraw_session"),
    path("vendors/sessions/<int:pk>/open/", sessions.OpenView.as_view(), name="open_session"),
    path("vendors/sessions/<int:pk>/extend/", sessions.ExtendView.as_view(), name="extend_session"),
    path("vendors/sessions/<int:pk>/end/", sessions.EndView.as_view(), name="end_session"),
    path("vendors/cases/", cases.CasesView.as_view(), name="cases"),
    path("vendors/cases/export/", export_view(CASES), name="export_cases"),
    path("vendors/cases/new/", cases.NewCaseView.as_view(), name="new_case"),
    path("vendors/cases/<int:pk>/", cases.CaseView.as_view(), name="case"),
    path("vendors/cases/<int:pk>/edit/", cases.EditCaseView.as_view(), name="edit_case"),
    path("vendors/cases/<int:pk>/word/", cases.WordView.as_view(), name="word_of_case"),
    path("vendors/cases/<int:pk>/close/", cases.CloseCaseView.as_view(), name="close_case"),
    path("vendors/cases/<int:pk>/reopen/", cases.ReopenCaseView.as_view(), name="reopen_case"),
    path("vendors/<int:pk>/work/", parts.VendorWorkView.as_view(), name="of_vendor"),
    path("vendors/work/<str:key>/", parts.TicketWorkView.as_view(), name="of_ticket"),
]
