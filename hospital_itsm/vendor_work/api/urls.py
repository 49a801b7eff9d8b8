"""Addresses of the work of vendors under `/api/v1/`."""

from typing import Any

from django.urls import path

from hospital_itsm.vendor_work.api.cases import Cases, CaseSteps
from hospital_itsm.vendor_work.api.sessions import Sessions, SessionSteps
from hospital_itsm.vendor_work.rules.sessions import STEPS

MANY: dict[str, Any] = {"get": "list", "post": "create"}

ONE: dict[str, Any] = {"get": "retrieve", "patch": "partial_update"}
WORDS: dict[str, Any] = {"get": "words", "post": "note"}

urlpatterns = [
    path("vendor_cases/", Cases.as_view(MANY), name="vendor_cases"),
    path("vendor_cases/<int:pk>/", Cases.as_view(ONE), name="vendor_case"),
    path("vendor_cases/<int:pk>/words/", CaseSteps.as_view(WORDS), name="vendor_case_words"),
    path("vendor_cases/<int:pk>/close/", CaseSteps.as_view({"post": "close"}), name="close_vendor_case"),
    path("vendor_cases/<int:pk>/reopen/", CaseSteps.as_view({"post": "reopen"}), name="reopen_vendor_case"),
    path("remote_sessions/", Sessions.as_view(MANY), name="remote_sessions"),
    path("remote_sessions/<int:pk>/", Sessions.as_view({"get": "retrieve"}), name="remote_session"),
    *(
        path(
            f"remote_sessions/<int:pk>/actions/{verb}/",
            SessionSteps.as_view({"post": verb}),
            name=f"{verb}_remote_session",
        )
        for verb in STEPS
    ),
]
